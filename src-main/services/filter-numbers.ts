import type { Numbers, PartQuery } from './inspect-answers.ts';

/** A layer's kernels by filter, float32 [filters, height, width, channels]. */
export interface Filters {
  readonly shape: [filters: number, height: number, width: number, channels: number];
  readonly data: Float32Array;
}

/** From a kernel as checkpoints have it: [height, width, in / groups, filters], or [height, width, in, multiplier] of a depthwise convolution. */
export function byFilter(kernel: Float32Array, shape: readonly number[], isDepthwise: boolean): Filters {
  const [height = 1, width = 1, inputs = 1, outputs = 1] = shape;
  const places = height * width;
  const [filters, channels] = isDepthwise ? [inputs * outputs, 1] : [outputs, inputs];
  const data = new Float32Array(kernel.length);
  for (let filter = 0; filter < filters; filter++) {
    for (let place = 0; place < places; place++) {
      for (let channel = 0; channel < channels; channel++) {
        const from = isDepthwise ? place * filters + filter : (place * channels + channel) * filters + filter;
        data[(filter * places + place) * channels + channel] = kernel[from] ?? Number.NaN;
      }
    }
  }
  return { shape: [filters, height, width, channels], data };
}

/** Euclidean length of each filter; NaN where a weight is no number. */
export function filterNorms({ shape: [filters], data }: Filters): number[] {
  const size = data.length / filters;
  return Array.from({ length: filters }, (_, filter) => {
    const weights = data.subarray(filter * size, (filter + 1) * size);
    return Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  });
}

/** The part that is asked for; see `filters` in contract/inspect.ts. */
export function filterPart(
  filters: Filters,
  { part, index = 0, scale = 'layer' }: PartQuery,
): Numbers | undefined {
  const [count, ...shape] = filters.shape;
  const size = filters.data.length / count;
  switch (part) {
    case 'kernel':
      return filters;
    case 'tiles':
      return {
        shape: filters.shape,
        data: filterTiles(filters.data, scale === 'filter' ? size : filters.data.length),
      };
    case 'filter':
      if (index >= count) return undefined;
      return { shape, data: filters.data.subarray(index * size, (index + 1) * size) };
    default:
      return undefined;
  }
}

/** uint8: zero at 128, the largest absolute weight of each run of `size` at 1 or 255; what is no number is 0. */
function filterTiles(weights: Float32Array, size: number): Uint8Array {
  const tiles = new Uint8Array(weights.length).fill(128);
  for (let start = 0; start < weights.length; start += size) {
    const run = weights.subarray(start, start + size);
    const largest = run.reduce(
      (most, weight) => Math.max(most, Number.isFinite(weight) ? Math.abs(weight) : 0),
      0,
    );
    for (const [at, weight] of run.entries()) {
      if (!Number.isFinite(weight)) tiles[start + at] = 0;
      else if (largest > 0) tiles[start + at] = 128 + Math.round((127 * weight) / largest);
    }
  }
  return tiles;
}
