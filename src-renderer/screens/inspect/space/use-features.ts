import { useQuery } from '@tanstack/react-query';
import type { InspectionId } from '../../../../src-shared/ids.ts';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import { fetchFloat32, fetchInt32 } from '../parts/fetch-part.ts';
import { useWork } from '../parts/use-work.ts';
import { umap } from './umap.ts';

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

/** The same features laid out by UMAP, worked out in this window once `isAsked`. */
export function useEmbedding(
  features: { readonly inspectionId: InspectionId; readonly pictures: number } | undefined,
  isAsked: boolean,
) {
  return useWork(
    ['umap', features?.inspectionId],
    async (signal) => {
      const url = inspectionUrl(features?.inspectionId ?? '', { part: 'features' });
      const values = await fetchFloat32(url, signal);
      return umap({ features: values, units: values.length / (features?.pictures ?? 1) }, signal);
    },
    { isAsked: isAsked && features !== undefined },
  );
}

/** Points at other places, float32 `[points, 2]`; undefined where either has not come yet. */
export function movedTo(
  points: readonly FeaturePoint[] | undefined,
  places: Float32Array | undefined,
): readonly FeaturePoint[] | undefined {
  return (
    places && points?.map((point, at) => ({ ...point, x: places[at * 2] ?? 0, y: places[at * 2 + 1] ?? 0 }))
  );
}
