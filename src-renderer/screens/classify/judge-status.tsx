import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../../src-shared/errors.ts';
import type { Classifier } from '../../inference/classifier.ts';
import { formatSize } from '../../ui/format.ts';
import { choose } from './choices.ts';
import classes from './classify.module.css';
import { type Loading, useReady } from './use-judges.ts';

/** Whether a classifier is ready: how far its file has come, by what it runs, or why it does not. */
export function JudgeStatus({ classifier }: { classifier: Classifier }) {
  const [loading, setLoading] = useState<Loading | null>(null);
  const ready = useReady(classifier, setLoading);
  if (ready.isError) {
    return (
      <Alert color="red" role="alert" title={`${classifier.name} does not run here`}>
        <Text size="sm" mb="xs">
          {messageOf(ready.error)}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => void ready.refetch()}>
            Try again
          </Button>
          {classifier.runId !== null && classifier.where === 'window' && (
            <Button size="xs" variant="default" onClick={() => choose({ where: 'engine' })}>
              Let the engine answer
            </Button>
          )}
        </Group>
      </Alert>
    );
  }
  if (ready.isPending) {
    const doing = `Loading ${classifier.name}`;
    return (
      <div className={classes.loading} role="status">
        <Text size="sm">{doing}</Text>
        <Progress
          className={classes.loadingBar}
          value={loading?.total ? (loading.loaded / loading.total) * 100 : 0}
          animated={!loading?.total}
          aria-label={doing}
        />
        <Text size="sm" c="dimmed">
          {loading ? sizeOf(loading) : 'Its file is being made.'}
        </Text>
      </div>
    );
  }
  return (
    <Text size="sm" c="dimmed">
      {classifier.name} {placeOf(ready.data)}
    </Text>
  );
}

function sizeOf({ loaded, total }: Loading): string {
  return total === null ? formatSize(loaded) : `${formatSize(loaded)} of ${formatSize(total)}`;
}

function placeOf(device: { kind: string; threads: number } | null): string {
  if (device === null) return 'answers in the engine.';
  if (device.kind === 'webgpu') return 'answers in this window, on the graphics card.';
  return `answers in this window, on ${device.threads === 1 ? 'one thread' : `${device.threads} threads`}.`;
}
