import { Alert, Button, EmptyState, Group, Loader, Select, Skeleton, Text } from '@mantine/core';
import { IconPhotoSearch, IconTimeline } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { classifyPictures } from '../../actions/classify-pictures.ts';
import { type Picked, pickedFromInput } from '../../actions/picked-files.ts';
import { answers, clearAnswers, stopAnswers } from '../../state/answers.ts';
import { canClassify, useRuns } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { DropZone } from '../../ui/drop-zone.tsx';
import { EngineCard } from '../../ui/engine-card.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { formatCounted, formatMoment, formatPercent } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { AnswerGrid } from './answer-grid.tsx';

/** Drops pictures on a trained network and shows what it says. */
export function ClassifyPage({ runId }: { runId?: RunId }) {
  const runs = useRuns();
  const able = runs.data?.filter(canClassify) ?? [];
  return (
    <Page title="Classify" subtitle="Drop pictures on a trained network and see what it takes them for.">
      <EngineCard />
      {runs.isError && (
        <ErrorCard title="The runs cannot be listed" error={runs.error} onRetry={() => void runs.refetch()} />
      )}
      {runs.isPending && <Skeleton height={280} radius="lg" />}
      {runs.data && able.length === 0 && (
        <EmptyState
          icon={<IconTimeline />}
          title="A trained network first"
          description="As soon as a run has saved a checkpoint, it can be asked about pictures."
        >
          <Button component={Link} href="/train">
            Train a network
          </Button>
        </EmptyState>
      )}
      {able.length > 0 && <Classifier runs={newestCompletedFirst(able)} first={runId} />}
    </Page>
  );
}

function Classifier({ runs, first }: { runs: readonly Run[]; first: RunId | undefined }) {
  const [chosen, setChosen] = useState<string | undefined>(first);
  const run = runs.find(({ id }) => id === chosen) ?? runs[0];
  const { answers: given, atWork, failure } = useStore(answers, (value) => value);
  const isBusy = atWork.length > 0;
  const hasAnswers = given.length > 0 || isBusy;

  const ask = (picked: Picked) => {
    if (run) void classifyPictures(run, picked);
  };
  usePaste(ask);

  return (
    <>
      <Select
        label="Answered by"
        maw={560}
        searchable
        allowDeselect={false}
        value={run?.id ?? null}
        onChange={(value) => setChosen(value ?? undefined)}
        data={runs.map((one) => ({ value: one.id, label: runLabel(one) }))}
      />
      <DropZone
        icon={<IconPhotoSearch size={hasAnswers ? 28 : 44} stroke={1.4} />}
        title="Drop pictures or a folder"
        hint="Pasting from the clipboard works too."
        pictures
        compact={hasAnswers}
        onPicked={ask}
      />
      {failure && (
        <Alert color="red" role="alert" title="The pictures could not be classified">
          {failure}
        </Alert>
      )}
      {hasAnswers && (
        <Group justify="space-between">
          <Group gap="sm" role="status">
            {isBusy && <Loader size="sm" />}
            <Text fw={600}>
              {given.length > 0 ? formatCounted(given.length, 'answer') : 'The network is being asked.'}
            </Text>
          </Group>
          {isBusy ? (
            <Button variant="default" size="xs" onClick={stopAnswers}>
              Stop
            </Button>
          ) : (
            <Button variant="default" size="xs" onClick={clearAnswers}>
              Clear
            </Button>
          )}
        </Group>
      )}
      {given.length > 0 && <AnswerGrid answers={given} />}
    </>
  );
}

/** Takes pictures that are pasted anywhere on the page. */
function usePaste(onPicked: (picked: Picked) => void): void {
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => {
      if (clipboardData?.files.length) onPicked(pickedFromInput(clipboardData.files));
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  });
}

function newestCompletedFirst(runs: readonly Run[]): Run[] {
  const isCompleted = (run: Run) => Number(run.state.status === 'completed');
  return [...runs].sort((a, b) => isCompleted(b) - isCompleted(a) || b.createdAtMs - a.createdAtMs);
}

function runLabel({ name, best, createdAtMs }: Run): string {
  return [name, best ? formatPercent(best.top1) : null, formatMoment(createdAtMs)]
    .filter(Boolean)
    .join(' · ');
}
