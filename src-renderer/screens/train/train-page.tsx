import { Alert, Button, EmptyState, Skeleton } from '@mantine/core';
import { IconLibraryPhoto } from '@tabler/icons-react';
import { Link, useSearch } from 'wouter';
import type { DatasetId, RunId } from '../../../src-shared/ids.ts';
import { defaultRecipe, RECIPES } from '../../../src-shared/recipe.ts';
import { useDatasets, useNets, useRuns } from '../../state/queries.ts';
import { EngineCard } from '../../ui/engine-card.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { TrainForm } from './train-form.tsx';

interface TrainPageProps {
  /** The data set to begin with. */
  readonly datasetId?: DatasetId;
  /** A run whose data set and settings to begin with. */
  readonly likeRun?: RunId;
}

/** Sets up a training and starts it; the query's `net` is the name of a saved network to begin with. */
export function TrainPage({ datasetId, likeRun }: TrainPageProps) {
  const netName = new URLSearchParams(useSearch()).get('net');
  const datasets = useDatasets();
  const runs = useRuns();
  const nets = useNets();
  const like = runs.data?.find((run) => run.id === likeRun);
  const own = nets.data?.find(({ net }) => net.name === netName)?.net;
  const isPending = datasets.isPending || runs.isPending || nets.isPending;
  return (
    <Page title="Train" subtitle="Choose what to learn from and how. Everything has a sensible default.">
      <EngineCard />
      {datasets.isError && (
        <ErrorCard
          title="The data sets cannot be listed"
          error={datasets.error}
          onRetry={() => void datasets.refetch()}
        />
      )}
      {netName !== null && nets.data && !own && (
        <Alert color="yellow" title="That network is gone" mb="md">
          There is no saved network called “{netName}” any more: choose another one.
        </Alert>
      )}
      {isPending && <Skeleton height={420} radius="lg" />}
      {datasets.data?.length === 0 && (
        <EmptyState
          icon={<IconLibraryPhoto />}
          title="Pictures first"
          description="A network learns from a data set. Import a folder of pictures."
        >
          <Button component={Link} href="/datasets">
            Go to data sets
          </Button>
        </EmptyState>
      )}
      {datasets.data && datasets.data.length > 0 && !isPending && (
        <TrainForm
          key={netName}
          datasets={datasets.data}
          runs={runs.data ?? []}
          nets={nets.data ?? []}
          firstDataset={like?.dataset.id ?? datasetId}
          firstRecipe={like?.recipe ?? (own ? defaultRecipe(own) : RECIPES.quick)}
        />
      )}
    </Page>
  );
}
