import { EmptyState, Skeleton } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import type { Subject } from '../subject.ts';
import { LayerStatistics } from './layer-statistics.tsx';

/** How the weights, gradients and outputs of each layer went through the training. */
export function StatisticsPage({ run }: Subject) {
  const statistics = useQuery(api.inspect.statistics.queryOptions({ input: { runId: run.id } }));
  if (statistics.isError) {
    return (
      <ErrorCard
        title="The statistics cannot be shown"
        error={statistics.error}
        onRetry={() => void statistics.refetch()}
      />
    );
  }
  if (!statistics.data) return <Skeleton height={480} radius="lg" />;
  if (!statistics.data.some(({ kernels }) => kernels.length > 0)) {
    return (
      <EmptyState
        icon={<IconChartHistogram />}
        title="Nothing was kept of this run’s epochs"
        description="Statistics are kept while a network trains; this run is older than that, or has not ended an epoch yet."
      />
    );
  }
  return <LayerStatistics statistics={statistics.data} runName={run.name} />;
}
