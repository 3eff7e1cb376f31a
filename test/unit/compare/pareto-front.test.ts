import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Better, type Judged, paretoFront } from '../../../src-shared/compare/pareto-front.ts';

const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.integer({ min: 0, max: 9 }) }));
const side = fc.constantFrom<Better>('high', 'low');

it('has exactly those that no other beats', () => {
  fc.assert(
    fc.property(points, side, side, (all, x, y) => {
      const beats = (a: Judged, b: Judged) => {
        const [dx, dy] = [(x === 'high' ? 1 : -1) * (a.x - b.x), (y === 'high' ? 1 : -1) * (a.y - b.y)];
        return dx >= 0 && dy >= 0 && (dx > 0 || dy > 0);
      };
      const expected = all.filter((one) => !all.some((other) => beats(other, one)));
      const front = paretoFront(all, { x, y });
      expect(new Set(front)).toEqual(new Set(expected));
      expect(front).toHaveLength(expected.length);
      expect(front.map((one) => one.x)).toEqual(front.map((one) => one.x).sort((a, b) => a - b));
    }),
  );
});
