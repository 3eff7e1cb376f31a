import { Button, Group, Progress, Text } from '@mantine/core';
import { IconCpu, IconDownload } from '@tabler/icons-react';
import type { EngineState } from '../../src-shared/contract/system.ts';
import { notifyFailure } from '../actions/notify.tsx';
import { studio } from '../client/studio.ts';
import { useEngine } from '../state/queries.ts';
import classes from './engine-card.module.css';

const PHASES = { download: 'Downloading', unpack: 'Unpacking', compile: 'Compiling' } as const;

/** Offers to install TensorFlow where it is missing, and shows how that goes. Nothing where it is ready. */
export function EngineCard() {
  const engine = useEngine();
  if (engine === null || engine.state === 'ready') return null;
  return (
    <section className={`card ${classes.card}`} aria-label="Engine">
      <IconCpu size={32} stroke={1.5} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <EngineBody engine={engine} />
      </div>
    </section>
  );
}

function EngineBody({ engine }: { engine: Exclude<EngineState, { state: 'ready' }> }) {
  const install = () => void studio.system.installEngine().catch(notifyFailure);
  switch (engine.state) {
    case 'missing':
      return (
        <Group justify="space-between" gap="md">
          <div className={classes.text}>
            <Text fw={600} size="lg" c="var(--text-strong)">
              One thing is missing: the engine
            </Text>
            <Text size="sm" c="dimmed">
              TensorFlow does the arithmetic. It is downloaded once, into a folder of your own, and works
              offline from then on.
            </Text>
          </div>
          <Button leftSection={<IconDownload size={16} />} onClick={install}>
            Install engine (about 270 MB)
          </Button>
        </Group>
      );
    case 'installing':
      return (
        <>
          <Text fw={600} size="lg" c="var(--text-strong)">
            {PHASES[engine.phase]} the engine
          </Text>
          <Text size="sm" c="dimmed" role="status">
            {engine.message}
          </Text>
          <Progress value={engine.fraction * 100} mt="sm" aria-label="Installation of the engine" />
        </>
      );
    case 'failed':
      return (
        <Group justify="space-between" gap="md">
          <div className={classes.text}>
            <Text fw={600} size="lg" c="var(--text-strong)">
              The engine could not be installed
            </Text>
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {engine.message}
            </Text>
          </div>
          <Button onClick={install}>Try again</Button>
        </Group>
      );
  }
}
