import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asPicture,
  type ChannelFilter,
  convolve,
  convolveChannels,
  windowTerms,
} from '../../../src-shared/lab/convolve.ts';
import { deckPicture } from '../../../src-shared/lab/deck.ts';
import { FILTERS, HORIZONTAL_EDGE } from '../../../src-shared/lab/filters.ts';
import { type Matrix, mapMatrix, rowsOf, sumMatrices, valueAt } from '../../../src-shared/lab/matrix.ts';
import { matrices } from './matrices.ts';

const filters = matrices(1, 4);
const pictures = matrices(4, 9);

describe('convolution', () => {
  it("gives the deck's feature map, as a picture whose white ends at 255", () => {
    const feature = convolve(deckPicture(), HORIZONTAL_EDGE.weights);
    expect(rowsOf(asPicture(feature))).toEqual([
      [0, 0, 0, 0],
      [255, 255, 255, 255],
      [255, 255, 255, 255],
      [0, 0, 0, 0],
    ]);
    expect(feature.values[4]).toBe(3 * 255);
  });

  it('gives n − m + 1 each way, and each element is the sum of the terms of its window', () => {
    fc.assert(
      fc.property(pictures, filters, (picture, filter) => {
        const feature = convolve(picture, filter);
        expect(feature.height).toBe(picture.height - filter.height + 1);
        expect(feature.width).toBe(picture.width - filter.width + 1);
        rowsOf(feature).forEach((values, row) => {
          values.forEach((value, column) => {
            const terms = windowTerms(picture, filter, row, column);
            expect(value).toBe(terms.reduce((sum, { pixel, weight }) => sum + pixel * weight, 0));
          });
        });
      }),
    );
  });

  it('is linear in the picture', () => {
    const doubled = (matrix: Matrix) => mapMatrix(matrix, (value) => 2 * value);
    fc.assert(
      fc.property(pictures, filters, (picture, filter) => {
        const feature = convolve(picture, filter);
        expect(convolve(doubled(picture), filter)).toEqual(doubled(feature));
        expect(convolve(sumMatrices([picture, doubled(picture)]), filter)).toEqual(
          sumMatrices([feature, doubled(feature)]),
        );
      }),
    );
  });

  it('leaves a picture under the unchanged filter as it is, less its edge', () => {
    const unchanged = FILTERS.find(({ name }) => name === 'Unchanged')?.weights ?? HORIZONTAL_EDGE.weights;
    fc.assert(
      fc.property(pictures, (picture) => {
        rowsOf(convolve(picture, unchanged)).forEach((values, row) => {
          values.forEach((value, column) => {
            expect(value).toBe(valueAt(picture, row + 1, column + 1));
          });
        });
      }),
    );
  });

  it('adds the maps of the channels and the bias: 6 × 6 × 3 under 3 × 3 × 3 is 4 × 4', () => {
    const filter: ChannelFilter = {
      name: 'three',
      channels: [HORIZONTAL_EDGE.weights, HORIZONTAL_EDGE.weights, HORIZONTAL_EDGE.weights],
      bias: 7,
    };
    const { parts, feature } = convolveChannels([deckPicture(), deckPicture(), deckPicture()], filter);
    expect(parts).toHaveLength(3);
    expect([feature.height, feature.width]).toEqual([4, 4]);
    expect(rowsOf(feature)[1]).toEqual([2302, 2302, 2302, 2302]);
  });

  it('has ten filters of 3 × 3, as many as the slide speaks of', () => {
    expect(FILTERS).toHaveLength(10);
    for (const { weights } of FILTERS) expect([weights.height, weights.width]).toEqual([3, 3]);
  });
});
