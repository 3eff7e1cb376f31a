import { type Matrix, makeMatrix, mapMatrix, sumMatrices, valueAt } from './matrix.ts';

/**
 * The feature map of a picture under a filter (deck, "Convolution Operation"): n × n under m × m gives (n − m + 1) × (n − m + 1),
 * each element being the sum of the products of the filter with what lies under it. As in every network the filter is not turned
 * over first, so mathematicians call it a cross-correlation.
 */
export function convolve(picture: Matrix, filter: Matrix): Matrix {
  const height = Math.max(0, picture.height - filter.height + 1);
  const width = Math.max(0, picture.width - filter.width + 1);
  const feature = makeMatrix(height, width, () => 0);
  // Indices are worked out here, not by `valueAt`: pictures have tens of thousands of elements.
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let i = 0; i < filter.height; i++) {
        for (let j = 0; j < filter.width; j++) {
          const pixel = picture.values[(row + i) * picture.width + column + j] ?? 0;
          sum += pixel * (filter.values[i * filter.width + j] ?? 0);
        }
      }
      feature.values[row * width + column] = sum;
    }
  }
  return feature;
}

/** A feature map as the slide prints it: shown as a picture, whose brightness ends at 0 and 255. */
export function asPicture(feature: Matrix): Matrix {
  return mapMatrix(feature, (value) => Math.min(255, Math.max(0, value)));
}

/** One product of the sum behind an element of a feature map. */
export interface Term {
  readonly pixel: number;
  readonly weight: number;
}

/** The products behind the element of the feature map at `row`, `column`, in reading order of the filter. */
export function windowTerms(picture: Matrix, filter: Matrix, row: number, column: number): Term[] {
  return Array.from(filter.values, (weight, index) => ({
    pixel: valueAt(picture, row + Math.floor(index / filter.width), column + (index % filter.width)),
    weight,
  }));
}

/** One filter for a picture of several channels: a matrix a channel and one bias. */
export interface ChannelFilter {
  readonly name: string;
  readonly channels: readonly [Matrix, ...Matrix[]];
  readonly bias: number;
}

export interface ChannelFeature {
  /** What each channel gives by itself. */
  readonly parts: readonly Matrix[];
  /** Their sum with the bias: the feature map. */
  readonly feature: Matrix;
}

/** n × n × c under m × m × c gives one (n − m + 1) × (n − m + 1) map (deck, "For RGB Image"): the channels' maps are added. */
export function convolveChannels(picture: readonly Matrix[], filter: ChannelFilter): ChannelFeature {
  const [first, ...others] = filter.channels.map((weights, channel) =>
    convolve(picture[channel] ?? { ...weights, height: 0, width: 0 }, weights),
  );
  if (!first) throw new RangeError('A filter needs a channel');
  const feature = mapMatrix(sumMatrices([first, ...others]), (value) => value + filter.bias);
  return { parts: [first, ...others], feature };
}
