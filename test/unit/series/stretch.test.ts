import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBelow, partsOf } from '../../../src-shared/series/stretch.ts';

test('counting below a limit agrees with looking at each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.integer({ min: -1, max: 51 }),
      (values, limit) => {
        const ascending = values.sort((a, b) => a - b);
        // The same values, each followed by another column.
        const table = Float64Array.from(ascending.flatMap((value) => [value, -1]));
        const options = { stride: 2, count: ascending.length };
        expect(countBelow(table, limit, options)).toBe(ascending.filter((value) => value < limit).length);
        expect(countBelow(table, limit, { ...options, orEqual: true })).toBe(
          ascending.filter((value) => value <= limit).length,
        );
      },
    ),
  );
});

test('the parts of a stretch follow each other without a gap, and double on a logarithmic axis', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(100_000), fc.boolean(), (first, length, logarithmic) => {
      const parts = partsOf({ first, end: first + length }, 500, logarithmic);
      const joined = parts.flatMap(({ stretch }) => [stretch.first, stretch.end]);
      expect(joined.at(0) ?? first).toBe(first);
      expect(joined.at(-1) ?? first + length).toBe(first + length);
      for (const [index, { stretch }] of parts.entries()) {
        const before = parts[index - 1];
        if (before) expect(stretch.first).toBe(before.stretch.end);
        if (!logarithmic) continue;
        expect(stretch.end).toBeLessThanOrEqual(Math.max(1, 2 * stretch.first));
        // Where a part ends and another begins, a bucket of the first one's length does too.
        if (before) expect(Math.log2(stretch.first) % 1).toBe(0);
      }
    }),
  );
  expect(partsOf({ first: 0, end: 1000 }, 500, false)).toHaveLength(1);
});
