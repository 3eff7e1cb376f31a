import { Alert, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { Split } from '../../../../src-shared/figures.ts';
import { ConfusionPanel } from '../../../charts/confusion-panel.tsx';
import { type Confusion, countConfusions } from '../../../charts/confusions.ts';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { Section } from '../../../ui/page.tsx';
import { WorkStatus } from '../../inspect/parts/work-status.tsx';
import { CellPictures } from '../answers/cell-pictures.tsx';
import type { RunAnswers } from '../answers/run-answers.ts';
import { RunSelect } from '../answers/run-select.tsx';
import { firstSplit, SplitChoice } from '../answers/split-choice.tsx';
import { type AnswersState, useAnswers, useEpochAnswers } from '../answers/use-answers.ts';
import type { ComparedRun } from '../compared-run.ts';
import { EpochChoice } from './epoch-choice.tsx';

/** What a run takes for what, or how that differs between two. */
export function ConfusionTab({ runs: compared }: { runs: readonly ComparedRun[] }) {
  const runs = compared.map(({ run }) => run);
  const [chosenSplit, setSplit] = useState<Split | null>(null);
  const [firstId, setFirst] = useState<string | null>(null);
  const [secondId, setSecond] = useState<string | null>(null);
  const [epoch, setEpoch] = useState<number | null>(null);
  const split = chosenSplit ?? firstSplit(runs);
  const first = runs.find(({ id }) => id === firstId) ?? runs[0];
  const second = runs.find(({ id }) => id === secondId && id !== first?.id);
  const one = useShown(first, split, epoch);
  const other = useShown(second, split, epoch);
  const epochs = useQuery({
    ...api.compare.epochs.queryOptions({ input: { runId: first?.id ?? '' } }),
    enabled: first !== undefined && split === 'val',
  });
  if (!first) return null;
  const isComparable = second === undefined || first.classes.join('\n') === second.classes.join('\n');
  const failure = one.error ?? other.error;
  return (
    <Section
      title="Confusion"
      aside={
        <SplitChoice
          value={split}
          onChange={(value) => {
            setSplit(value);
            setEpoch(null);
          }}
        />
      }
    >
      <Group gap="sm" mb="md">
        <RunSelect label="Run" runs={runs} value={first} onChange={(run) => setFirst(run?.id ?? null)} />
        {runs.length > 1 && (
          <>
            <Text size="sm" c="dimmed">
              and what has more or less of it:
            </Text>
            <RunSelect
              label="Other run"
              none="No other run"
              runs={runs.filter(({ id }) => id !== first.id)}
              value={second}
              onChange={(run) => setSecond(run?.id ?? null)}
            />
          </>
        )}
      </Group>
      {split === 'val' && epochs.data && epochs.data.length > 0 && (
        <EpochChoice epochs={epochs.data} value={epoch} onChange={setEpoch} />
      )}
      <Working state={one} name={first.name} />
      {second && <Working state={other} name={second.name} />}
      {failure && <ErrorCard title="That epoch cannot be shown" error={failure} />}
      {!isComparable && (
        <Alert color="yellow" role="status">
          “{first.name}” and “{second?.name}” tell different classes apart, so their confusions have no
          difference cell by cell. “Is it real?” compares them on the pictures that they share.
        </Alert>
      )}
      {!one.shown && one.work.isWorking && <Skeleton height={420} />}
      {one.shown && isComparable && (!second || other.shown) && (
        <ConfusionPanel
          key={`${first.id} ${second?.id} ${split}`}
          labels={first.classes}
          first={one.shown.confusion}
          second={second ? (other.shown?.confusion ?? null) : null}
          names={[first.name, second?.name ?? '']}
          pictures={(cell) => (
            <>
              <Pictures run={first} split={split} shown={one.shown} cell={cell} />
              {second && <Pictures run={second} split={split} shown={other.shown} cell={cell} />}
            </>
          )}
        />
      )}
    </Section>
  );
}

/** What is drawn of a run: the answers of its best checkpoint or of an epoch. */
interface Shown {
  readonly answers: RunAnswers;
  readonly predicted: Int32Array;
  readonly confusion: Confusion;
}

interface ShownState extends AnswersState {
  readonly shown: Shown | undefined;
  readonly error: Error | null;
}

function useShown(run: Run | undefined, split: Split, epoch: number | null): ShownState {
  const { work, answers } = useAnswers(run, split);
  const ofEpoch = useEpochAnswers(run, epoch);
  const predicted = epoch === null ? answers?.predicted : ofEpoch.data?.predicted;
  const classes = run?.classes.length ?? 0;
  const shown = useMemo(
    () =>
      answers && predicted
        ? { answers, predicted, confusion: countConfusions(answers.labels, predicted, classes) }
        : undefined,
    [answers, predicted, classes],
  );
  return { work, answers, shown, error: ofEpoch.error };
}

function Working({ state, name }: { state: ShownState; name: string }) {
  return (
    <WorkStatus
      work={state.work}
      doing={`“${name}” classifies the pictures.`}
      failed={`The answers of “${name}” cannot be shown`}
    />
  );
}

function Pictures({
  run,
  split,
  shown,
  cell,
}: {
  run: Run;
  split: Split;
  shown: Shown | undefined;
  cell: { actual: number; predicted: number };
}) {
  if (!shown) return null;
  return (
    <CellPictures
      key={`${cell.actual} ${cell.predicted}`}
      run={run}
      split={split}
      answers={shown.answers}
      predicted={shown.predicted}
      cell={cell}
    />
  );
}
