import { Pagination, Skeleton, Text } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { memo, useCallback, useMemo, useRef, useState } from 'react';
import type { LayerActivations, NetworkLayer } from '../../../../src-shared/contract/inspect-answers.ts';
import type { InspectionId } from '../../../../src-shared/ids.ts';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { formatPercent } from '../../../ui/format.ts';
import { Pill } from '../../../ui/pill.tsx';
import { csv } from '../parts/csv.ts';
import { type Maps, mapPixels, tileSize } from '../parts/draw-tiles.ts';
import { fetchFloat32 } from '../parts/fetch-part.ts';
import { npy } from '../parts/npy.ts';
import { pictureChoices } from '../parts/picture-choices.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { shortNumber } from '../parts/short-number.ts';
import { type TileCell, TileSheet } from '../parts/tile-sheet.tsx';
import classes from './activations.module.css';
import { type Spot, type TileScale, useTiles } from './spot.ts';

/** More channels than this come page by page; of single values there may be more. */
const MOST_MAPS = 256;
const MOST_VALUES = 4096;

/** How near a layer has to be to be fetched: it is there before it is seen. */
const NEAR = '600px';

interface LayerTilesProps {
  readonly inspectionId: InspectionId;
  readonly layer: NetworkLayer;
  readonly figures: LayerActivations;
  readonly scale: TileScale;
  readonly fileName: string;
  /** The value under the lens, where it is one of this layer. */
  readonly spot: Spot | null;
  readonly onChoose: (spot: Spot) => void;
  /** The value under the pointer; null when it leaves. */
  readonly onHover: (spot: Spot | null) => void;
  /** Asks for the activations anew: their numbers are not kept for ever. */
  readonly onAskAgain: () => void;
}

/** The channels of one layer. They are fetched when the layer is scrolled to. Drawn anew only when it is about this layer: the pointer moves often. */
export const LayerTiles = memo(function LayerTiles(props: LayerTilesProps) {
  const { inspectionId, layer, figures, scale, fileName, spot, onChoose, onHover, onAskAgain } = props;
  const { ref, entry } = useIntersection({ rootMargin: NEAR });
  const wasSeen = useRef(false);
  wasSeen.current ||= entry?.isIntersecting ?? false;
  const tiles = useTiles(inspectionId, figures, scale, wasSeen.current);
  const [page, setPage] = useState(1);
  const canvas = useRef<HTMLCanvasElement>(null);

  const { channels, height, width } = figures;
  const most = height * width === 1 ? MOST_VALUES : MOST_MAPS;
  const first = (page - 1) * most;
  const maps = useMemo(() => tiles.data && pageOf(tiles.data.maps, first, most), [tiles.data, first, most]);
  const pixelsOf = useCallback(
    (index: number) => {
      if (!maps || !tiles.data) throw new Error('Nothing is drawn before it has come');
      return mapPixels(maps, index, tiles.data.tableOf(first + index));
    },
    [maps, tiles.data, first],
  );
  const spotOf = ({ index, row, column }: TileCell): Spot => ({
    layer: layer.name,
    channel: first + index,
    row,
    column,
  });
  return (
    <section ref={ref} aria-label={layer.name} className={classes.layer}>
      <header className={classes.head}>
        <h3 className={classes.name}>
          {layer.name}{' '}
          <span>
            {layer.type}, {layer.output.join(' × ')}
          </span>
        </h3>
        <Text size="xs" c="dimmed" className={classes.figures}>
          {shortNumber(figures.lowest)} to {shortNumber(figures.highest)}, {formatPercent(figures.zeros, 0)}{' '}
          zeros
        </Text>
        {figures.broken > 0 && <Pill tone="bad">{figures.broken.toLocaleString('en-US')} not a number</Pill>}
        <SaveMenu
          what={layer.name}
          file={fileName}
          choices={[
            ...pictureChoices(canvas),
            { kind: 'CSV', make: () => valuesCsv(inspectionId, figures) },
            {
              kind: 'NPY',
              make: async () =>
                npy(await valuesOf(inspectionId, figures), [figures.height, figures.width, figures.channels]),
            },
          ]}
        />
      </header>
      {tiles.isError && (
        <ErrorCard title="This layer cannot be shown" error={tiles.error} onRetry={onAskAgain} />
      )}
      {maps ? (
        <TileSheet
          label={`${layer.name}, ${channels.toLocaleString('en-US')} channels`}
          maps={maps}
          tile={tileSize(Math.max(height, width))}
          pixelsOf={pixelsOf}
          chosen={spot && spot.channel - first}
          cell={spot ?? undefined}
          onChoose={(cell) => onChoose(spotOf(cell))}
          onHover={(cell) => onHover(cell && spotOf(cell))}
          canvasRef={canvas}
        />
      ) : (
        !tiles.isError && <Skeleton height={120} />
      )}
      {channels > most && (
        <Pagination
          size="xs"
          total={Math.ceil(channels / most)}
          value={page}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page of ${layer.name}` })}
        />
      )}
    </section>
  );
});

function pageOf(maps: Maps, first: number, most: number): Maps {
  const size = maps.height * maps.width;
  const count = Math.min(most, maps.count - first);
  return { ...maps, count, bytes: maps.bytes.subarray(first * size, (first + count) * size) };
}

function valuesOf(inspectionId: InspectionId, { layer }: LayerActivations): Promise<Float32Array> {
  return fetchFloat32(inspectionUrl(inspectionId, { part: 'values', layer }), new AbortController().signal);
}

async function valuesCsv(inspectionId: InspectionId, figures: LayerActivations): Promise<Blob> {
  const { layer, channels, height, width } = figures;
  const values = await valuesOf(inspectionId, figures);
  const rows = Array.from(values, (value, at): (string | number)[] => [
    Math.floor(at / (width * channels)),
    Math.floor(at / channels) % width,
    at % channels,
    value,
  ]);
  return csv(['row', 'column', 'channel', layer], height * width * channels === values.length ? rows : []);
}
