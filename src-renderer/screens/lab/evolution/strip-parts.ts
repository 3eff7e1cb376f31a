import type { NetSummary } from '../../../../src-shared/nets/summary.ts';

export interface StripPart {
  readonly name: string;
  readonly kind: 'map' | 'vector';
  /** Share of the strip's height, 0..1. */
  readonly height: number;
  readonly width: number;
}

/** Heights go by the square root, so that the last maps of 7 × 7 can still be seen beside 224 × 224; widths by the logarithm of the channels. */
export function stripParts({ input, layers }: NetSummary): StripPart[] {
  const tallest = Math.max(
    input[0],
    ...layers.map(({ output }) => (output.length === 3 ? (output[0] ?? 1) : 1)),
  );
  return layers
    .filter(({ params, type }) => params > 0 && !type.endsWith('Normalization'))
    .map(({ name, output }) => {
      const channels = output.at(-1) ?? 1;
      if (output.length !== 3) return { name, kind: 'vector', height: Math.log2(channels) / 14, width: 2 };
      return {
        name,
        kind: 'map',
        height: Math.sqrt((output[0] ?? 1) / tallest),
        width: Math.max(1, Math.log2(channels)),
      };
    });
}
