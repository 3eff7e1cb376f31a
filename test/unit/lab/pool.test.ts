import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECK_POOLING } from '../../../src-shared/lab/deck.ts';
import { mapMatrix, rowsOf } from '../../../src-shared/lab/matrix.ts';
import { globalPool, pool, windowValues } from '../../../src-shared/lab/pool.ts';
import { matrices } from './matrices.ts';

const settings = fc.tuple(matrices(4, 10), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));

describe('pooling', () => {
  it("gives the deck's 5, 3, 7, 4", () => {
    expect(rowsOf(pool(DECK_POOLING, 2, 2, 'max'))).toEqual([
      [5, 3],
      [7, 4],
    ]);
  });

  it('keeps a number of the window that no other exceeds, and lies between min and max', () => {
    fc.assert(
      fc.property(settings, ([matrix, size, stride]) => {
        const [max, min, average] = [
          pool(matrix, size, stride, 'max'),
          pool(matrix, size, stride, 'min'),
          pool(matrix, size, stride, 'average'),
        ];
        expect(max.height).toBe(Math.floor((matrix.height - size) / stride) + 1);
        max.values.forEach((largest, index) => {
          const [row, column] = [Math.floor(index / max.width), index % max.width];
          const values = windowValues(matrix, size, row * stride, column * stride);
          expect(values).toContain(largest);
          expect(Math.max(...values)).toBe(largest);
          expect(Math.min(...values)).toBe(min.values[index]);
          expect(average.values[index]).toBeGreaterThanOrEqual((min.values[index] ?? 0) - 1e-9);
          expect(average.values[index]).toBeLessThanOrEqual(largest + 1e-9);
        });
      }),
    );
  });

  it('takes the minimum as the negative of the maximum of the negatives', () => {
    fc.assert(
      fc.property(settings, ([matrix, size, stride]) => {
        const negative = mapMatrix(matrix, (value) => 0 - value);
        const mirrored = mapMatrix(pool(negative, size, stride, 'max'), (value) => 0 - value);
        expect(mirrored).toEqual(pool(matrix, size, stride, 'min'));
      }),
    );
  });

  it('is global where the window is the whole map', () => {
    fc.assert(
      fc.property(fc.constantFrom('max', 'min', 'average'), matrices(4, 4), (kind, matrix) => {
        expect(pool(matrix, 4, 1, kind).values[0]).toBeCloseTo(globalPool(matrix, kind), 9);
      }),
    );
  });
});
