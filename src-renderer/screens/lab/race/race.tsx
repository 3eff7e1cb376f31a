import { Alert, Button, Group, NumberInput, Select, Skeleton, Text } from '@mantine/core';
import { IconFlag, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Dataset } from '../../../../src-shared/contract/datasets.ts';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { messageOf } from '../../../../src-shared/errors.ts';
import { studio } from '../../../client/studio.ts';
import { isActive, useDatasets, useEngine, useRuns } from '../../../state/queries.ts';
import { EngineCard } from '../../../ui/engine-card.tsx';
import { Section } from '../../../ui/page.tsx';
import { canResume } from '../../run/run-words.ts';
import { Slide } from '../lab-page.tsx';
import { findRace } from './find-race.ts';
import classes from './race.module.css';
import type { RacePair, RaceSide } from './race-pairs.ts';
import { RaceTrack } from './race-track.tsx';

/** Two runs with one difference, which train and are watched side by side. `choice`: what chooses between races. */
export function Race({ pair, choice }: { pair: RacePair; choice?: React.ReactNode }) {
  const datasets = useDatasets().data;
  const runs = useRuns().data;
  const race = findRace(runs ?? [], pair);
  return (
    <Section title={pair.title} aside={<Slide title={pair.slide} />}>
      <Text size="sm" c="dimmed" mb="md" maw={640}>
        {pair.about}
      </Text>
      {choice}
      <EngineCard />
      {(!datasets || !runs) && <Skeleton height={120} radius="md" />}
      {datasets?.length === 0 && (
        <Group gap="md">
          <Text size="sm">A race needs pictures.</Text>
          <Button component={Link} href="/datasets" variant="light" size="xs">
            Go to data sets
          </Button>
        </Group>
      )}
      {runs && datasets && datasets.length > 0 && (
        <RaceStart pair={pair} datasets={datasets} race={race ?? []} />
      )}
      {race && <RaceTrack key={race.map(({ id }) => id).join()} pair={pair} runs={race} />}
    </Section>
  );
}

interface RaceStartProps {
  readonly pair: RacePair;
  readonly datasets: readonly Dataset[];
  /** Both runs of the latest race, if there is one. */
  readonly race: readonly Run[];
}

/** Where a race is run, for how long, its start, its stop and its going on. */
function RaceStart({ pair, datasets, race }: RaceStartProps) {
  const engine = useEngine();
  const [chosen, setChosen] = useState<string | null>(null);
  const [epochs, setEpochs] = useState(pair.sides[0].recipe.epochs);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const dataset = datasets.find(({ id }) => id === chosen) ?? datasets[0];
  const active = race.filter(isActive);
  const left = race.filter(canResume);

  const act = async (action: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    await action().catch((error: unknown) => setFailure(messageOf(error)));
    setBusy(false);
  };
  const start = async () => {
    if (!dataset) return;
    const requestOf = ({ name, recipe }: RaceSide) => {
      const batch = Math.min(recipe.batch, dataset.images.train);
      return { datasetId: dataset.id, name, recipe: { ...recipe, epochs, batch } };
    };
    const { runId } = await studio.runs.start(requestOf(pair.sides[0]));
    await studio.runs.start({ ...requestOf(pair.sides[1]), beside: runId });
  };
  const goOn = async () => {
    for (const { id: runId } of left) await studio.runs.resume({ runId, beside: left[0]?.id });
  };
  /** The one that waits first, so that it does not begin when the other has ended. */
  const stop = async () => {
    const order = active.toSorted((a) => (a.state.status === 'queued' ? -1 : 1));
    for (const { id: runId } of order) await studio.runs.stop({ runId });
  };

  return (
    <>
      <div className={classes.start}>
        <Select
          label="Data set"
          w={260}
          allowDeselect={false}
          value={dataset?.id ?? null}
          data={datasets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
        <NumberInput
          label="Epochs"
          w={104}
          min={1}
          max={1000}
          allowDecimal={false}
          clampBehavior="strict"
          value={epochs}
          onChange={(value) => typeof value === 'number' && value >= 1 && setEpochs(value)}
        />
        {active.length === 0 ? (
          <Button
            leftSection={<IconFlag size={16} />}
            loading={isBusy}
            disabled={engine?.state !== 'ready'}
            onClick={() => void act(start)}
          >
            Start the race
          </Button>
        ) : (
          <Button
            color="red"
            variant="light"
            leftSection={<IconPlayerStop size={16} />}
            loading={isBusy || active.every(({ state }) => state.status === 'stopping')}
            onClick={() => void act(stop)}
          >
            Stop the race
          </Button>
        )}
        {active.length === 0 && left.length > 0 && (
          <Button
            variant="light"
            leftSection={<IconPlayerPlay size={16} />}
            loading={isBusy}
            disabled={engine?.state !== 'ready'}
            onClick={() => void act(goOn)}
          >
            Go on
          </Button>
        )}
        <Text size="sm" c="dimmed" className={classes.note}>
          {pair.network}, the same seed, side by side.
        </Text>
      </div>
      {failure && (
        <Alert color="red" role="alert" title="That did not work" mt="md">
          {failure}
        </Alert>
      )}
    </>
  );
}
