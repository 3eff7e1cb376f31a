import { EmptyState, Group, Select, Skeleton, Text } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { EpochStatistics, KernelStatistics } from '../../../../src-shared/contract/inspect-answers.ts';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { formatPercent } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { LinePlot } from '../../lab/parts/line-plot.tsx';
import { csv } from '../parts/csv.ts';
import { drawingSvg } from '../parts/save-drawing.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { shortNumber } from '../parts/short-number.ts';
import type { Subject } from '../subject.ts';
import { Ridgeline } from './ridgeline.tsx';
import { layerEpochs, ridgesOf } from './ridges.ts';
import classes from './statistics.module.css';

/** How the weights of each layer went through the training. */
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

function LayerStatistics({
  statistics,
  runName,
}: {
  statistics: readonly EpochStatistics[];
  runName: string;
}) {
  const layers = [...new Set(statistics.flatMap(({ kernels }) => kernels.map(({ layer }) => layer)))];
  const [asked, setAsked] = useState<string | null>(null);
  const layer = layers.find((name) => name === asked) ?? layers[0] ?? '';
  const epochs = useMemo(() => layerEpochs(statistics, layer), [statistics, layer]);
  const { ridges, range } = useMemo(() => ridgesOf(epochs), [epochs]);
  const drawing = useRef<SVGSVGElement>(null);
  return (
    <Section
      title="Weights over the training"
      aside={
        <Group gap="xs">
          <Select
            size="xs"
            w={200}
            aria-label="Layer"
            allowDeselect={false}
            searchable
            value={layer}
            data={layers}
            onChange={setAsked}
          />
          <SaveMenu
            what="the statistics"
            file={`${runName} ${layer} statistics`}
            choices={[
              { kind: 'SVG', make: () => ridgelineSvg(drawing.current) },
              { kind: 'CSV', make: () => statisticsCsv(statistics) },
            ]}
          />
        </Group>
      }
    >
      <div className={classes.pair}>
        <div>
          <Text size="sm" fw={600} mb="xs">
            Distribution of the weights after each epoch
          </Text>
          <Ridgeline layer={layer} ridges={ridges} range={range} drawing={drawing} />
        </div>
        <div className={classes.plots}>
          <Plot
            title="Update to weight"
            epochs={epochs}
            of={({ updateRatio }) => updateRatio}
            format={shortNumber}
          />
          <Plot
            title="Standard deviation"
            epochs={epochs}
            of={({ deviation }) => deviation}
            format={shortNumber}
          />
          <Plot
            title="Weights that are zero"
            epochs={epochs}
            of={({ zeros }) => zeros}
            format={formatPercent}
          />
        </div>
      </div>
      <Text size="xs" c="dimmed" mt="md">
        “Update to weight” is the length of the epoch’s last update over that of the weights: around 0.001 is
        healthy, far above it training is wild, far below it hardly moves.
      </Text>
    </Section>
  );
}

interface PlotProps {
  readonly title: string;
  readonly epochs: ReturnType<typeof layerEpochs>;
  readonly of: (kernel: KernelStatistics) => number | null;
  readonly format: (value: number) => string;
}

function Plot({ title, epochs, of, format }: PlotProps) {
  const points = epochs.flatMap(({ epoch, kernel }) => {
    const value = of(kernel);
    return value === null ? [] : [[epoch, value] as const];
  });
  const last = points.at(-1);
  const highest = points.reduce((most, [, value]) => Math.max(most, value), 0);
  const [firstEpoch, lastEpoch] = [points[0]?.[0] ?? 0, last?.[0] ?? 1];
  return (
    <LinePlot
      title={title}
      height={136}
      x={[firstEpoch, Math.max(firstEpoch + 1, lastEpoch)]}
      y={[0, highest === 0 ? 1 : highest * 1.05]}
      formatX={(epoch) => (Number.isInteger(epoch) ? String(epoch) : '')}
      formatY={format}
      lines={[{ name: 'now', points, look: 0, ...(last && { value: format(last[1]) }) }]}
      showDots={points.length < 30}
    />
  );
}

function ridgelineSvg(drawing: SVGSVGElement | null): Blob {
  if (!drawing) throw new Error('It is not drawn yet.');
  return drawingSvg(drawing, Number(drawing.dataset['width']), drawing.clientHeight);
}

function statisticsCsv(statistics: readonly EpochStatistics[]): Blob {
  return csv(
    ['epoch', 'layer', 'lowest', 'highest', 'mean', 'deviation', 'zeros', 'update ratio', 'histogram'],
    statistics.flatMap(({ epoch, kernels }) =>
      kernels.map((one) => [
        epoch,
        one.layer,
        one.lowest ?? '',
        one.highest ?? '',
        one.mean ?? '',
        one.deviation ?? '',
        one.zeros,
        one.updateRatio ?? '',
        one.histogram.join(' '),
      ]),
    ),
  );
}
