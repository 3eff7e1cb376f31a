import { EmptyState, Group, SegmentedControl, Select, Skeleton, Text } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { Distribution, EpochStatistics } from '../../../../src-shared/contract/inspect-answers.ts';
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
import { type LayerEpoch, layerEpochs, ridgesOf } from './ridges.ts';
import classes from './statistics.module.css';

/** How the weights and outputs of each layer went through the training. */
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

type What = 'kernels' | 'activations';

const TITLES: Readonly<Record<What, string>> = {
  kernels: 'Distribution of the weights after each epoch',
  activations: 'Distribution of the outputs after each epoch, on a few pictures',
};

const ABOUT: Readonly<Record<What, string>> = {
  kernels:
    '“Update to weight” is the length of the epoch’s last update over that of the weights: around 0.001 is healthy, far above it training is wild, far below it hardly moves.',
  activations:
    'A unit is dead when it gives zero everywhere on all of these pictures: no gradient goes through it, so it does not learn any more.',
};

function LayerStatistics({
  statistics,
  runName,
}: {
  statistics: readonly EpochStatistics[];
  runName: string;
}) {
  const [what, setWhat] = useState<What>('kernels');
  const [asked, setAsked] = useState<string | null>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const layers = [...new Set(statistics.flatMap((epoch) => epoch[what].map(({ layer }) => layer)))];
  const layer = layers.find((name) => name === asked) ?? layers[0] ?? '';
  const kernels = useMemo(
    () =>
      layerEpochs(
        statistics.map((one) => ({ epoch: one.epoch, layers: one.kernels })),
        layer,
      ),
    [statistics, layer],
  );
  const activations = useMemo(
    () =>
      layerEpochs(
        statistics.map((one) => ({ epoch: one.epoch, layers: one.activations })),
        layer,
      ),
    [statistics, layer],
  );
  const { ridges, range } = useMemo(
    () => ridgesOf(what === 'kernels' ? kernels : activations),
    [what, kernels, activations],
  );
  return (
    <Section
      title="Over the training"
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="What is shown"
            value={what}
            onChange={(value) => setWhat(value === 'activations' ? 'activations' : 'kernels')}
            data={[
              { value: 'kernels', label: 'Weights' },
              { value: 'activations', label: 'Activations' },
            ]}
          />
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
            {TITLES[what]}
          </Text>
          <Ridgeline
            layer={layer}
            what={what === 'kernels' ? 'weights' : 'outputs'}
            ridges={ridges}
            range={range}
            drawing={drawing}
          />
        </div>
        {what === 'kernels' ? (
          <div className={classes.plots}>
            <Plot
              title="Update to weight"
              epochs={kernels}
              of={({ updateRatio }) => updateRatio}
              format={shortNumber}
            />
            <Plot
              title="Standard deviation"
              epochs={kernels}
              of={({ deviation }) => deviation}
              format={shortNumber}
            />
            <Plot
              title="Weights that are zero"
              epochs={kernels}
              of={({ zeros }) => zeros}
              format={formatPercent}
            />
          </div>
        ) : (
          <div className={classes.plots}>
            <Plot title="Dead units" epochs={activations} of={({ dead }) => dead} format={formatPercent} />
            <Plot
              title="Outputs that are zero"
              epochs={activations}
              of={({ zeros }) => zeros}
              format={formatPercent}
            />
            <Plot
              title="Standard deviation"
              epochs={activations}
              of={({ deviation }) => deviation}
              format={shortNumber}
            />
          </div>
        )}
      </div>
      <Text size="xs" c="dimmed" mt="md">
        {ABOUT[what]}
      </Text>
    </Section>
  );
}

interface PlotProps<Values extends Distribution> {
  readonly title: string;
  readonly epochs: readonly LayerEpoch<Values>[];
  readonly of: (values: Values) => number | null;
  readonly format: (value: number) => string;
}

function Plot<Values extends Distribution>({ title, epochs, of, format }: PlotProps<Values>) {
  const points = epochs.flatMap(({ epoch, values }) => {
    const value = of(values);
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
  const cells = (one: Distribution) => [
    one.lowest ?? '',
    one.highest ?? '',
    one.mean ?? '',
    one.deviation ?? '',
    one.zeros,
    one.histogram.join(' '),
  ];
  return csv(
    [
      'epoch',
      'of',
      'layer',
      'lowest',
      'highest',
      'mean',
      'deviation',
      'zeros',
      'histogram',
      'update ratio',
      'dead',
    ],
    statistics.flatMap(({ epoch, kernels, activations }) => [
      ...kernels.map((one) => [epoch, 'weights', one.layer, ...cells(one), one.updateRatio ?? '', '']),
      ...activations.map((one) => [epoch, 'outputs', one.layer, ...cells(one), '', one.dead]),
    ]),
  );
}
