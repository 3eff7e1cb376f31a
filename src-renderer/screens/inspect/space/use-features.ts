import { useQuery } from '@tanstack/react-query';
import { AppError } from '../../../../src-shared/errors.ts';
import type { InspectionId } from '../../../../src-shared/ids.ts';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import { studio } from '../../../client/studio.ts';
import { fetchFloat32, fetchInt32 } from '../parts/fetch-part.ts';
import { useWork } from '../parts/use-work.ts';
import { umap } from './umap.ts';
import type { UmapMessage } from './umap-worker.ts';

/** A picture of the split in the feature space. */
export interface FeaturePoint {
  readonly x: number;
  readonly y: number;
  /** Class indices: what it is, and what the network says. */
  readonly label: number;
  readonly predicted: number;
  /** Where its record lies. */
  readonly slot: number;
}

/** The points of an answer of `inspect.features`. */
export function useFeaturePoints(inspectionId: InspectionId | undefined) {
  return useQuery({
    queryKey: ['feature-points', inspectionId],
    enabled: inspectionId !== undefined,
    queryFn: async ({ signal }): Promise<readonly FeaturePoint[]> => {
      const url = (part: string) => inspectionUrl(inspectionId ?? '', { part });
      const [places, labels, predicted, slots] = await Promise.all([
        fetchFloat32(url('pca'), signal),
        fetchInt32(url('labels'), signal),
        fetchInt32(url('predicted'), signal),
        fetchInt32(url('slots'), signal),
      ]);
      return Array.from(slots, (slot, at) => ({
        x: places[at * 2] ?? 0,
        y: places[at * 2 + 1] ?? 0,
        label: labels[at] ?? 0,
        predicted: predicted[at] ?? 0,
        slot,
      }));
    },
  });
}

/** Each picture's nearest ones that UMAP looks at, itself among them: its usual number. */
const NEIGHBOURS = 15;

/** Fewer pictures have no neighbourhoods. */
const FEWEST = 4;

/** Share of the whole work that finding neighbours counts as. */
const FINDING = 0.25;

/** An answer of `inspect.features`. */
interface Features {
  readonly inspectionId: InspectionId;
  readonly pictures: number;
}

/** The same features laid out by UMAP in this window, from neighbours that the main process finds, once `isAsked`. */
export function useEmbedding(features: Features | undefined, isAsked: boolean) {
  return useWork(['umap', features?.inspectionId], async (signal) => layOut(features, signal), {
    isAsked: isAsked && features !== undefined,
  });
}

async function* layOut(features: Features | undefined, signal: AbortSignal): AsyncGenerator<UmapMessage> {
  if (!features) throw new AppError('bad-request', 'The features are not there yet.');
  const { inspectionId, pictures } = features;
  if (pictures < FEWEST) {
    throw new AppError('bad-request', `UMAP needs ${FEWEST} pictures. Choose another split, or PCA.`);
  }
  const count = Math.min(NEIGHBOURS, pictures - 1);
  for await (const message of await studio.inspect.nearest({ inspectionId, count }, { signal })) {
    if (message.type === 'progress') {
      yield { type: 'progress', done: FINDING * (message.done / message.total), total: 1 };
      continue;
    }
    const url = (part: string) => inspectionUrl(message.inspectionId, { part });
    const [nearest, distances] = await Promise.all([
      fetchInt32(url('nearest'), signal),
      fetchFloat32(url('distances'), signal),
    ]);
    for await (const one of umap({ nearest, distances, count }, signal)) {
      if (one.type === 'done') yield one;
      else yield { ...one, done: FINDING + (1 - FINDING) * (one.done / one.total), total: 1 };
    }
  }
}

/** Points at other places, float32 `[points, 2]`; undefined where they have not come yet. */
export function movedTo(
  points: readonly FeaturePoint[] | undefined,
  places: Float32Array,
): readonly FeaturePoint[] | undefined {
  return points?.map((point, at) => ({ ...point, x: places[at * 2] ?? 0, y: places[at * 2 + 1] ?? 0 }));
}
