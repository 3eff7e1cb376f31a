import type { Distribution } from '../../../../src-shared/contract/inspect-answers.ts';

/** The distribution of a layer's values after an epoch, as points of its outline: `y` 0..1 on the scale of all epochs. */
export interface Ridge {
  readonly epoch: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What a layer's values were after an epoch. */
export interface LayerEpoch<Values extends Distribution> {
  readonly epoch: number;
  readonly values: Values;
}

/** One layer's values by epoch. */
export function layerEpochs<Values extends Distribution & { readonly layer: string }>(
  epochs: readonly { readonly epoch: number; readonly layers: readonly Values[] }[],
  layer: string,
): LayerEpoch<Values>[] {
  return epochs.flatMap(({ epoch, layers }) => {
    const values = layers.find((one) => one.layer === layer);
    return values ? [{ epoch, values }] : [];
  });
}

/**
 * The outlines of a layer's histograms, and the epochs in which values were not numbers. Densities, not counts: bins of one epoch may be wider than those of
 * another.
 */
export function ridgesOf(epochs: readonly LayerEpoch<Distribution>[]): {
  readonly ridges: readonly Ridge[];
  readonly range: readonly [number, number];
  readonly broken: readonly number[];
} {
  const known = epochs.flatMap(({ epoch, values: { lowest, highest, histogram } }) =>
    lowest === null || highest === null || highest <= lowest ? [] : [{ epoch, lowest, highest, histogram }],
  );
  const outlines = known.map(({ epoch, lowest, highest, histogram }) => {
    const bin = (highest - lowest) / histogram.length;
    const total = histogram.reduce((sum, count) => sum + count, 0);
    return {
      epoch,
      points: histogram.map((count, at) => [lowest + (at + 0.5) * bin, count / (total * bin)] as const),
    };
  });
  const largest = outlines.reduce(
    (most, { points }) => points.reduce((top, [, density]) => Math.max(top, density), most),
    0,
  );
  return {
    ridges: outlines.map(({ epoch, points }) => ({
      epoch,
      points: points.map(([x, density]) => [x, largest === 0 ? 0 : density / largest] as const),
    })),
    range: [
      known.reduce((least, { lowest }) => Math.min(least, lowest), 0),
      known.reduce((most, { highest }) => Math.max(most, highest), 0),
    ],
    broken: epochs.flatMap(({ epoch, values: { lowest, highest } }) =>
      lowest === null || highest === null ? [epoch] : [],
    ),
  };
}
