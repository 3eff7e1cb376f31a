import { ActionIcon, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type {
  Area,
  LayerActivations,
  NetworkLayer,
} from '../../../../src-shared/contract/inspect-answers.ts';
import type { Prediction } from '../../../../src-shared/figures.ts';
import type { InspectionId, LookId } from '../../../../src-shared/ids.ts';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { formatPercent } from '../../../ui/format.ts';
import { csv } from '../parts/csv.ts';
import { mapPixels } from '../parts/draw-tiles.ts';
import { fetchFloat32 } from '../parts/fetch-part.ts';
import { MapCanvas } from '../parts/map-canvas.tsx';
import { npy } from '../parts/npy.ts';
import { drawingChoices, pictureChoices } from '../parts/picture-choices.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { SeenPicture } from '../parts/seen-picture.tsx';
import { seenSvg } from '../parts/seen-svg.ts';
import { useRecord } from '../picture/chosen-picture.ts';
import classes from './activations.module.css';
import { CellNumbersView } from './cell-numbers.tsx';
import { fieldOf } from './field-of.ts';
import { channelUrl, type Spot, useTiles } from './spot.ts';

const SIZE = 224;

/** Numbers are asked for when the pointer rests, not for each cell that it crosses. */
const REST_MS = 80;

interface BenchProps {
  readonly inspectionId: InspectionId;
  readonly network: {
    readonly input: readonly [number, number, number];
    readonly crop: Area;
    readonly layers: readonly NetworkLayer[];
  };
  readonly layers: ReadonlyMap<string, LayerActivations>;
  readonly predictions: readonly Prediction[];
  readonly lookId: LookId | undefined;
  readonly spot: Spot;
  readonly onSpot: (spot: Spot) => void;
  /** Asks for the activations anew: their numbers are not kept for ever. */
  readonly onAskAgain: () => void;
}

/** One channel under the lens: what its chosen cell sees of the picture, and the numbers that made it. */
export function Bench({
  inspectionId,
  network,
  layers,
  predictions,
  lookId,
  spot,
  onSpot,
  onAskAgain,
}: BenchProps) {
  const record = useRecord(lookId);
  const figures = layers.get(spot.layer);
  const layer = network.layers.find(({ name }) => name === spot.layer);
  const [resting] = useDebouncedValue(spot, REST_MS);
  const cell = useQuery({
    ...api.inspect.cell.queryOptions({
      input: {
        inspectionId,
        layer: resting.layer,
        channel: resting.channel,
        y: resting.row,
        x: resting.column,
      },
    }),
    placeholderData: keepPreviousData,
  });
  const isCurrent = resting === spot && !cell.isPlaceholderData;
  if (!figures || !layer) return null;

  const area = fieldOf(layer, network, spot) ?? cell.data?.receptiveField ?? null;
  const toChannel = (channel: number) =>
    onSpot({ ...spot, channel: (channel + figures.channels) % figures.channels });
  const first = predictions[0];
  return (
    <section className={`card ${classes.bench}`} aria-label="One channel">
      <div>
        {record.data && (
          <SeenPicture
            pixels={record.data}
            size={SIZE}
            label="The picture, with what the cell sees"
            area={area}
          />
        )}
        <p className={classes.caption}>
          {area ? `${layer.receptiveField.size.join(' × ')} pixels of the network’s input are seen.` : ''}{' '}
          {first && `The network says ${first.label} (${formatPercent(first.probability, 0)}).`}
        </p>
        {record.data && (
          <div className={classes.caption}>
            <SaveMenu
              what="what the cell sees"
              file={`${spot.layer} row ${spot.row + 1} column ${spot.column + 1} sees`}
              choices={drawingChoices(() => seenSvg(record.data, area))}
            />
          </div>
        )}
      </div>
      <ChannelMap inspectionId={inspectionId} figures={figures} spot={spot} onSpot={onSpot} />
      <div className={classes.numbers}>
        <Group gap="xs" wrap="nowrap" mb={4}>
          <h2 className={classes.title}>
            {spot.layer}, channel {spot.channel + 1}{' '}
            <span>of {figures.channels.toLocaleString('en-US')}</span>
          </h2>
          <ActionIcon.Group>
            <ActionIcon
              variant="default"
              aria-label="Previous channel"
              onClick={() => toChannel(spot.channel - 1)}
            >
              <IconChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label="Next channel"
              onClick={() => toChannel(spot.channel + 1)}
            >
              <IconChevronRight size={16} />
            </ActionIcon>
          </ActionIcon.Group>
        </Group>
        {figures.height * figures.width > 1 && (
          <Text size="sm" c="dimmed">
            Row {spot.row + 1}, column {spot.column + 1} of {figures.height} × {figures.width}
          </Text>
        )}
        {cell.isError && (
          <ErrorCard title="The numbers did not come" error={cell.error} onRetry={onAskAgain} />
        )}
        {cell.data && <CellNumbersView cell={cell.data} isCurrent={isCurrent} />}
      </div>
    </section>
  );
}

interface ChannelMapProps extends Pick<BenchProps, 'inspectionId' | 'spot' | 'onSpot'> {
  readonly figures: LayerActivations;
}

/** The channel in colours of its own scale, so that faint ones can be seen too. */
function ChannelMap({ inspectionId, figures, spot, onSpot }: ChannelMapProps) {
  const tiles = useTiles(inspectionId, figures, 'channel', true);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useMemo(
    () => tiles.data && mapPixels(tiles.data.maps, spot.channel, tiles.data.tableOf(spot.channel)),
    [tiles.data, spot.channel],
  );
  if (!pixels) return <div style={{ width: SIZE, height: SIZE }} />;
  return (
    <div>
      <MapCanvas
        label={`${spot.layer}, channel ${spot.channel + 1}`}
        pixels={pixels}
        height={figures.height}
        width={figures.width}
        size={SIZE}
        cell={spot}
        onCell={(cell) => onSpot({ ...spot, ...cell })}
        canvasRef={canvas}
      />
      <div className={classes.caption}>
        <SaveMenu
          what="the channel"
          file={`${spot.layer} channel ${spot.channel + 1}`}
          choices={[
            ...pictureChoices(canvas),
            { kind: 'CSV', make: () => channelCsv(inspectionId, figures, spot) },
            {
              kind: 'NPY',
              make: async () => npy(await channelValues(inspectionId, spot), [figures.height, figures.width]),
            },
          ]}
        />
      </div>
    </div>
  );
}

function channelValues(inspectionId: InspectionId, spot: Spot): Promise<Float32Array> {
  return fetchFloat32(channelUrl(inspectionId, spot), new AbortController().signal);
}

async function channelCsv(
  inspectionId: InspectionId,
  { height, width }: LayerActivations,
  spot: Spot,
): Promise<Blob> {
  const values = await channelValues(inspectionId, spot);
  const columns = Array.from({ length: width }, (_, column) => String(column + 1));
  return csv(
    ['row', ...columns],
    Array.from({ length: height }, (_, row) => [row + 1, ...values.subarray(row * width, (row + 1) * width)]),
  );
}
