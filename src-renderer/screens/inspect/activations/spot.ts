import { useQuery } from '@tanstack/react-query';
import type { LayerActivations } from '../../../../src-shared/contract/inspect-answers.ts';
import type { InspectionId } from '../../../../src-shared/ids.ts';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import type { ColourTable } from '../parts/colour-scale.ts';
import { type Maps, tableFor } from '../parts/draw-tiles.ts';
import { fetchFloat32, fetchUint8 } from '../parts/fetch-part.ts';

/** One value among the activations. */
export interface Spot {
  readonly layer: string;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

/** Whether the colours of a layer's channels mean the same, or each runs from its own least to its own largest. */
export type TileScale = 'layer' | 'channel';

/** A layer's channels ready to be drawn. */
export interface Tiles {
  readonly maps: Maps;
  readonly tableOf: (channel: number) => ColourTable;
}

/** The tiles of a layer, once `isWanted`. */
export function useTiles(
  inspectionId: InspectionId,
  figures: LayerActivations,
  scale: TileScale,
  isWanted: boolean,
) {
  return useQuery({
    queryKey: ['tiles', inspectionId, figures.layer, scale],
    enabled: isWanted,
    queryFn: async ({ signal }): Promise<Tiles> => {
      const { layer, channels, height, width } = figures;
      const of = (part: string) =>
        inspectionUrl(inspectionId, { part, layer, ...(part === 'tiles' && { scale }) });
      const [bytes, ranges] = await Promise.all([
        fetchUint8(of('tiles'), signal),
        scale === 'channel' ? fetchFloat32(of('ranges'), signal) : null,
      ]);
      const shared = tableFor(figures.lowest, figures.highest);
      const own =
        ranges &&
        Array.from({ length: channels }, (_, at) => tableFor(ranges[at * 2] ?? 0, ranges[at * 2 + 1] ?? 0));
      return {
        maps: { bytes, count: channels, height, width },
        tableOf: (channel) => own?.[channel] ?? shared,
      };
    },
  });
}

/** The values of one channel, float32 `[height, width]`. */
export function channelUrl(inspectionId: InspectionId, { layer, channel }: Spot): string {
  return inspectionUrl(inspectionId, { part: 'channel', layer, index: channel });
}
