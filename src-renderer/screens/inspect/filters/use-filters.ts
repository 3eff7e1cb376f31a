import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RunId } from '../../../../src-shared/ids.ts';
import { filterEpochUrl, inspectionUrl } from '../../../../src-shared/routes.ts';
import { api } from '../../../client/studio.ts';
import { fetchFloat32, fetchUint8 } from '../parts/fetch-part.ts';
import type { Weights } from '../subject.ts';
import { type FilterBytes, filterBytes } from './filter-pixels.ts';

/** Whether colours mean the same in all filters, or each filter has the full scale. */
export type FilterScale = 'layer' | 'filter';

/** The filters of a layer of a checkpoint, and their bytes. */
export function useFilters(weights: Weights | null, layer: string, scale: FilterScale) {
  const filters = useQuery({
    ...api.inspect.filters.queryOptions({ input: { runId: '', ...weights, layer } }),
    enabled: weights !== null,
    placeholderData: keepPreviousData,
  });
  const bytes = useQuery({
    queryKey: ['filter-tiles', filters.data?.inspectionId, scale],
    enabled: filters.data !== undefined && !filters.isPlaceholderData,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<FilterBytes> => {
      if (!filters.data) throw new Error('The filters are asked for first');
      const [count, height, width, channels] = filters.data.shape;
      const url = inspectionUrl(filters.data.inspectionId, { part: 'tiles', scale });
      return { bytes: await fetchUint8(url, signal), filters: count, height, width, channels };
    },
  });
  return { filters, bytes };
}

/** The first convolution's kernels after an epoch: float32 [filters, height, width, channels]. */
export function fetchFilterEpoch(runId: RunId, epoch: number, signal: AbortSignal): Promise<Float32Array> {
  return fetchFloat32(filterEpochUrl(runId, epoch), signal);
}

/** The first convolution's filters as they were after an epoch; null: not asked for. */
export function useFilterEpoch(
  runId: RunId,
  shape: readonly number[],
  epoch: number | null,
  scale: FilterScale,
) {
  return useQuery({
    queryKey: ['filter-epoch', runId, epoch, scale],
    enabled: epoch !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      filterBytes(await fetchFilterEpoch(runId, epoch ?? 0, signal), shape, scale),
  });
}
