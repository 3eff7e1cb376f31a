import { EmptyState, NumberInput, SegmentedControl, Select, Skeleton } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { InspectionId } from '../../../../src-shared/ids.ts';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import { api, studio } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { Section } from '../../../ui/page.tsx';
import { useSteps } from '../../lab/parts/use-steps.ts';
import { csv } from '../parts/csv.ts';
import { fetchFloat32 } from '../parts/fetch-part.ts';
import { npy } from '../parts/npy.ts';
import { pictureChoices } from '../parts/picture-choices.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { ScaleLegend } from '../parts/scale-legend.tsx';
import { useWork } from '../parts/use-work.ts';
import { WorkStatus } from '../parts/work-status.tsx';
import type { Subject, Weights } from '../subject.ts';
import { BesideSelect } from './beside-select.tsx';
import { EpochSlider } from './epoch-slider.tsx';
import { FilterDetails } from './filter-details.tsx';
import { COLOUR_CHANNELS } from './filter-pixels.ts';
import { FilterSheet } from './filter-sheet.tsx';
import classes from './filters.module.css';
import { type FilterSort, sortFilters } from './sort-filters.ts';
import { type FilterScale, useFilterEpoch, useFilters } from './use-filters.ts';

/** The kernels of each convolution, sorted by what they are worth, through the epochs, and beside those of another checkpoint. */
export function FiltersPage(subject: Subject) {
  const network = useQuery(api.inspect.network.queryOptions({ input: subject.weights }));
  const layers = network.data?.layers.filter(({ hasFilters }) => hasFilters).map(({ name }) => name);
  const [asked, setAsked] = useState<string | null>(null);
  if (network.isError)
    return (
      <ErrorCard
        title="The filters cannot be shown"
        error={network.error}
        onRetry={() => void network.refetch()}
      />
    );
  if (!layers) return <Skeleton height={480} radius="lg" />;
  const [first] = layers;
  const layer = layers.find((name) => name === asked) ?? first;
  if (layer === undefined) {
    return (
      <EmptyState icon={<IconGridDots />} title="No filters" description="This network has no convolution." />
    );
  }
  return (
    <LayerFilters
      key={layer}
      {...subject}
      layer={layer}
      layers={layers}
      onLayer={setAsked}
      isFirst={layer === first}
    />
  );
}

interface LayerFiltersProps extends Subject {
  readonly layer: string;
  readonly layers: readonly string[];
  readonly onLayer: (layer: string) => void;
  readonly isFirst: boolean;
}

function LayerFilters({ run, weights, layer, layers, onLayer, isFirst }: LayerFiltersProps) {
  const [sort, setSort] = useState<FilterSort>('order');
  const [scale, setScale] = useState<FilterScale>('filter');
  const [chosen, setChosen] = useState(0);
  const [channel, setChannel] = useState(0);
  const [beside, setBeside] = useState<Weights | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  const { filters, bytes } = useFilters(weights, layer, scale);
  const other = useFilters(beside, layer, scale);
  const selectivity = useWork(
    ['selectivity', weights, layer],
    (signal) => studio.inspect.selectivity({ ...weights, layer }, { signal }),
    { isAsked: sort === 'selectivity' || sort === 'dead' },
  );
  const history = useQuery({
    ...api.inspect.filterEpochs.queryOptions({ input: { runId: run.id } }),
    enabled: isFirst,
  });
  const epochs = history.data?.layer === layer ? history.data.epochs : [];
  const steps = useSteps(epochs.length, 300);
  const [showsEpochs, setShowsEpochs] = useState(false);
  const epoch = useFilterEpoch(
    run.id,
    history.data?.shape ?? [],
    showsEpochs ? (epochs[steps.at] ?? null) : null,
    scale,
  );

  const order = useMemo(
    () => sortFilters(sort, filters.data?.norms ?? [], selectivity.data?.units),
    [sort, filters.data, selectivity.data],
  );
  const failure = filters.error ?? bytes.error ?? other.filters.error ?? other.bytes.error ?? epoch.error;
  const kernels = (showsEpochs && epoch.data) || bytes.data;
  const hasColours = kernels?.channels === COLOUR_CHANNELS;
  const shownChannel = hasColours ? 'colours' : Math.min(channel, (kernels?.channels ?? 1) - 1);
  return (
    <Section
      title="Filters"
      aside={
        <div className={classes.controls}>
          <Select
            size="xs"
            w={180}
            aria-label="Layer"
            allowDeselect={false}
            searchable
            value={layer}
            data={[...layers]}
            onChange={(name) => name !== null && onLayer(name)}
          />
          <SaveMenu
            what="the filters"
            file={`${run.name} ${layer} filters`}
            choices={[
              ...pictureChoices(canvas),
              { kind: 'CSV', make: () => filtersCsv(filters.data) },
              {
                kind: 'NPY',
                make: async () => npy(await kernelOf(filters.data), filters.data?.shape ?? []),
              },
            ]}
          />
        </div>
      }
    >
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label="Order of the filters"
          value={sort}
          onChange={(value) => setSort(SORTS.find((one) => one.value === value)?.value ?? 'order')}
          data={[...SORTS]}
        />
        <SegmentedControl
          size="xs"
          aria-label="Scale of the colours"
          value={scale}
          onChange={(value) => setScale(value === 'layer' ? 'layer' : 'filter')}
          data={[
            { value: 'filter', label: 'Each its own scale' },
            { value: 'layer', label: 'One scale' },
          ]}
        />
        {kernels && !hasColours && (
          <NumberInput
            size="xs"
            w={150}
            aria-label="Input channel"
            leftSection={<span className={classes.prefix}>Channel</span>}
            leftSectionWidth={64}
            min={1}
            max={kernels.channels}
            allowDecimal={false}
            clampBehavior="strict"
            value={channel + 1}
            onChange={(value) => typeof value === 'number' && value >= 1 && setChannel(value - 1)}
          />
        )}
        <BesideSelect run={run} value={beside} onChange={setBeside} />
        {!hasColours && <ScaleLegend scale="signed" low="−" high="+" />}
      </div>
      {epochs.length > 1 && (
        <EpochSlider epochs={epochs} steps={steps} isShown={showsEpochs} onShow={setShowsEpochs} />
      )}
      <WorkStatus
        work={selectivity}
        doing="The validation pictures are being looked through."
        failed="The units could not be looked through"
      />
      {failure && (
        <ErrorCard
          title="The filters cannot be shown"
          error={failure}
          onRetry={() => void filters.refetch()}
        />
      )}
      {!kernels && !failure && <Skeleton height={320} />}
      {kernels && (
        <div className={classes.sheets} data-two={beside !== null}>
          <FilterSheet
            label={`${layer}, ${kernels.filters} filters`}
            kernels={kernels}
            channel={shownChannel}
            order={order}
            chosen={chosen}
            onChoose={setChosen}
            canvasRef={canvas}
          />
          {beside !== null && other.bytes.data && (
            <FilterSheet
              label={`${layer} of the others, ${other.bytes.data.filters} filters`}
              kernels={other.bytes.data}
              channel={shownChannel}
              order={order}
              chosen={chosen}
              onChoose={setChosen}
            />
          )}
        </div>
      )}
      {kernels && filters.data && (
        <FilterDetails
          layer={layer}
          kernels={kernels}
          filter={chosen}
          norm={filters.data.norms[chosen] ?? null}
          bias={filters.data.biases[chosen] ?? null}
          unit={selectivity.data?.units.find(({ unit }) => unit === chosen)}
          labels={run.classes}
          channel={channel}
          onChannel={setChannel}
        />
      )}
    </Section>
  );
}

const SORTS = [
  { value: 'order', label: 'In order' },
  { value: 'norm', label: 'By norm' },
  { value: 'selectivity', label: 'By class' },
  { value: 'dead', label: 'Dead first' },
] as const satisfies readonly { value: FilterSort; label: string }[];

interface Filters {
  readonly inspectionId: InspectionId;
  /** Filters, height, width, channels. */
  readonly shape: readonly [number, number, number, number];
}

async function kernelOf(filters: Filters | undefined): Promise<Float32Array> {
  if (!filters) throw new Error('The filters are not there yet.');
  const url = inspectionUrl(filters.inspectionId, { part: 'kernel' });
  return fetchFloat32(url, new AbortController().signal);
}

async function filtersCsv(filters: Filters | undefined): Promise<Blob> {
  const kernel = await kernelOf(filters);
  const [, height = 1, width = 1, channels = 1] = filters?.shape ?? [];
  const size = height * width * channels;
  return csv(
    ['filter', 'row', 'column', 'channel', 'weight'],
    Array.from(kernel, (weight, at) => [
      Math.floor(at / size) + 1,
      Math.floor((at % size) / (width * channels)) + 1,
      (Math.floor(at / channels) % width) + 1,
      (at % channels) + 1,
      weight,
    ]),
  );
}
