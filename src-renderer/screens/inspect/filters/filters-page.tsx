import { EmptyState, NumberInput, SegmentedControl, Select, Skeleton } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { InspectionId } from '../../../../src-shared/ids.ts';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import { api, studio } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { Section } from '../../../ui/page.tsx';
import { useSteps } from '../../lab/parts/use-steps.ts';
import { checkpointInWords } from '../checkpoint-words.ts';
import { fetchFloat32 } from '../parts/fetch-part.ts';
import { NotANumber } from '../parts/not-a-number.tsx';
import { pictureChoices } from '../parts/picture-choices.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { ScaleLegend } from '../parts/scale-legend.tsx';
import { useWork } from '../parts/use-work.ts';
import { WorkStatus } from '../parts/work-status.tsx';
import type { Subject, Weights } from '../subject.ts';
import { type Beside, BesideSelect } from './beside-select.tsx';
import { EpochSlider } from './epoch-slider.tsx';
import { filterChoices } from './filter-choices.ts';
import { FilterDetails } from './filter-details.tsx';
import { COLOUR_CHANNELS } from './filter-pixels.ts';
import { FilterSheet } from './filter-sheet.tsx';
import { FilterSide } from './filter-side.tsx';
import classes from './filters.module.css';
import { type FilterSort, sortFilters } from './sort-filters.ts';
import { type FilterScale, fetchFilterEpoch, useFilterEpoch, useFilters } from './use-filters.ts';

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
  const [beside, setBeside] = useState<Beside | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const besideCanvas = useRef<HTMLCanvasElement>(null);

  const { filters, bytes } = useFilters(weights, layer, scale);
  const other = useFilters(beside?.weights ?? null, layer, scale);
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
  const shownEpoch = showsEpochs ? (epochs[steps.at] ?? null) : null;
  const epoch = useFilterEpoch(run.id, history.data?.shape ?? [], shownEpoch, scale);
  /** The weights of what is shown, for files. */
  const shownKernel = async () => {
    if (shownEpoch !== null) return await fetchFilterEpoch(run.id, shownEpoch, new AbortController().signal);
    if (!filters.data) throw new Error('The filters are not there yet.');
    return await kernelOf(filters.data.inspectionId);
  };

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
            file={`${run.name} ${layer} filters${shownEpoch === null ? '' : ` epoch ${shownEpoch}`}`}
            choices={[...pictureChoices(canvas), ...filterChoices(shownKernel, filters.data?.shape ?? [])]}
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
        {filters.data?.norms.includes(null) && <NotANumber />}
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
          onRetry={() => void Promise.all([filters.refetch(), other.filters.refetch()])}
        />
      )}
      {!kernels && !failure && <Skeleton height={320} />}
      {kernels && (
        <div className={classes.sheets} data-two={beside !== null}>
          <FilterSide title={beside && `${run.name}, ${shownInWords(run, weights, shownEpoch)}`}>
            <FilterSheet
              label={`${layer}, ${kernels.filters} filters`}
              kernels={kernels}
              channel={shownChannel}
              order={order}
              chosen={chosen}
              onChoose={setChosen}
              canvasRef={canvas}
            />
          </FilterSide>
          {beside !== null && other.bytes.data && other.filters.data && (
            <FilterSide
              title={beside.title}
              aside={
                <SaveMenu
                  what="the other filters"
                  file={`${beside.title} ${layer} filters`}
                  choices={[
                    ...pictureChoices(besideCanvas),
                    ...filterChoices(
                      kernelOf.bind(null, other.filters.data.inspectionId),
                      other.filters.data.shape,
                    ),
                  ]}
                />
              }
            >
              <FilterSheet
                label={`${layer} of the others, ${other.bytes.data.filters} filters`}
                kernels={other.bytes.data}
                channel={shownChannel}
                order={order}
                chosen={chosen}
                onChoose={setChosen}
                canvasRef={besideCanvas}
              />
            </FilterSide>
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

/** Which weights of the run are shown. */
function shownInWords({ checkpoints }: Run, { step }: Weights, epoch: number | null): string {
  if (epoch !== null) return `after epoch ${epoch}`;
  const shown =
    checkpoints.find((one) => (step === undefined ? one.isBest : one.step === step)) ?? checkpoints[0];
  return shown ? checkpointInWords(shown) : '';
}

const SORTS = [
  { value: 'order', label: 'In order' },
  { value: 'norm', label: 'By norm' },
  { value: 'selectivity', label: 'By class' },
  { value: 'dead', label: 'Dead first' },
] as const satisfies readonly { value: FilterSort; label: string }[];

function kernelOf(inspectionId: InspectionId): Promise<Float32Array> {
  return fetchFloat32(inspectionUrl(inspectionId, { part: 'kernel' }), new AbortController().signal);
}
