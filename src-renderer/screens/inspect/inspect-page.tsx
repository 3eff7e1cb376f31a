import { Button, EmptyState, Select, Skeleton } from '@mantine/core';
import { IconMicroscope } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { api } from '../../client/studio.ts';
import { canClassify } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { PageLinks } from '../../ui/page-links.tsx';
import { netInWords } from '../train/recipe-fields.ts';
import { ActivationsPage } from './activations/activations-page.tsx';
import { BrokenWeights } from './broken-weights.tsx';
import { checkpointInWords } from './checkpoint-words.ts';
import { NetworkPage } from './diagram/network-page.tsx';
import { FiltersPage } from './filters/filters-page.tsx';
import classes from './inspect.module.css';
import { INSPECT_TABS, type InspectTab } from './inspect-tabs.ts';
import { LikesPage } from './likes/likes-page.tsx';
import { PictureBar } from './picture/picture-bar.tsx';
import { SpacePage } from './space/space-page.tsx';
import { StatisticsPage } from './statistics/statistics-page.tsx';
import { chooseStep, chosenSteps, type Subject } from './subject.ts';
import { useWarmWeights } from './warm-weights.ts';
import { WhyPage } from './why/why-page.tsx';

const COMPONENTS: Readonly<Record<InspectTab, React.ComponentType<Subject>>> = {
  network: NetworkPage,
  activations: ActivationsPage,
  filters: FiltersPage,
  why: WhyPage,
  likes: LikesPage,
  statistics: StatisticsPage,
  space: SpacePage,
};

/** What is inside the network of a run, part by part. */
export function InspectPage({ runId, tab }: { runId: RunId; tab: InspectTab }) {
  const run = useQuery(api.runs.get.queryOptions({ input: { runId } }));
  if (run.isError) return <ErrorCard title="This run cannot be shown" error={run.error} />;
  if (!run.data) {
    return (
      <Page title="Inspect">
        <Skeleton height={96} radius="lg" />
        <Skeleton height={360} radius="lg" />
      </Page>
    );
  }
  return <LoadedPage run={run.data} tab={tab} />;
}

function LoadedPage({ run, tab }: { run: Run; tab: InspectTab }) {
  const chosenStep = useStore(chosenSteps, (steps) => steps.get(run.id));
  const step = run.checkpoints.find((one) => one.step === chosenStep)?.step;
  const Part = COMPONENTS[tab];
  const weights = { runId: run.id, ...(step !== undefined && { step }) };
  useWarmWeights(weights, canClassify(run));
  return (
    <Page
      title={`Inspect ${run.name}`}
      subtitle={
        <span>
          {netInWords(run.recipe)}, trained as{' '}
          <Link href={`/runs/${run.id}`} className={classes.link}>
            {run.name}
          </Link>
        </span>
      }
      actions={canClassify(run) && <CheckpointSelect run={run} step={step} />}
    >
      <PageLinks
        label="Inspector"
        links={INSPECT_TABS.map((one) => ({
          href: `/runs/${run.id}/inspect/${one.tab}`,
          title: one.title,
          isHere: one.tab === tab,
        }))}
      />
      {canClassify(run) || tab === 'network' ? (
        <>
          {canClassify(run) && <BrokenWeights weights={weights} />}
          {INSPECT_TABS.some((one) => one.tab === tab && one.picture) && <PictureBar run={run} />}
          <Part run={run} weights={weights} />
        </>
      ) : (
        <EmptyState
          icon={<IconMicroscope />}
          title="Nothing has been learned yet"
          description="The first weights are saved at the end of the first epoch."
        >
          <Button component={Link} href={`/runs/${run.id}`} variant="default">
            Back to the run
          </Button>
        </EmptyState>
      )}
    </Page>
  );
}

function CheckpointSelect({ run, step }: { run: Run; step: number | undefined }) {
  const best = run.checkpoints.find(({ isBest }) => isBest) ?? run.checkpoints[0];
  return (
    <Select
      aria-label="Checkpoint"
      w={240}
      allowDeselect={false}
      value={String(step ?? best?.step)}
      data={run.checkpoints.map((one) => ({ value: String(one.step), label: checkpointInWords(one) }))}
      onChange={(value) => value !== null && chooseStep(run.id, Number(value))}
    />
  );
}
