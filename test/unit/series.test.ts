import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketCount, bucketStart, thinSeries } from '../../src-shared/series.ts';

const seriesOf = (steps: readonly number[], losses: readonly number[]) => ({
  step: [...steps],
  loss: [...losses],
  top1: losses.map((loss) => 1 / (1 + loss)),
  learningRate: losses.map(() => 0.01),
});

/** Ascending steps with gaps, as a stretch of a run with points missing would be. */
const anySeries = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0, max: 50, noNaN: true })), {
    minLength: 1,
    maxLength: 400,
  })
  .map((pairs) => {
    let step = 0;
    const steps = pairs.map(([gap]) => (step += gap));
    return seriesOf(
      steps,
      pairs.map(([, loss]) => loss),
    );
  });

const anyLimit = fc.integer({ min: 2, max: 100 });

test('a thinned series has at most the points asked for, ascending, each one of the whole', () => {
  fc.assert(
    fc.property(anySeries, anyLimit, (series, maxPoints) => {
      const thin = thinSeries(series, maxPoints);
      expect(thin.step.length).toBeLessThanOrEqual(Math.max(maxPoints, 2));
      const place = new Map(series.step.map((step, i) => [step, i]));
      let before = 0;
      thin.step.forEach((step, i) => {
        expect(step).toBeGreaterThan(before);
        before = step;
        const at = place.get(step) ?? -1;
        expect([thin.loss[i], thin.top1[i]]).toEqual([series.loss[at], series.top1[at]]);
      });
    }),
  );
});

test('the lowest and the highest loss of every bucket survive', () => {
  fc.assert(
    fc.property(anySeries, anyLimit, (series, maxPoints) => {
      const thin = thinSeries(series, maxPoints);
      const first = series.step[0] ?? 0;
      const span = (series.step.at(-1) ?? 0) - first + 1;
      const buckets = bucketCount(maxPoints);
      const inBucket = ({ step, loss }: typeof series, index: number) =>
        loss.filter((_, i) => {
          const at = step[i] ?? 0;
          return (
            at >= bucketStart(index, first, span, buckets) &&
            at < bucketStart(index + 1, first, span, buckets)
          );
        });
      for (let index = 0; index < buckets; index += 1) {
        const whole = inBucket(series, index);
        const kept = inBucket(thin, index);
        expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...whole), Math.max(...whole)]);
      }
    }),
  );
});

test('a series that is short enough stays as it is', () => {
  const series = seriesOf([1, 2, 3], [3, 2, 1]);
  expect(thinSeries(series, 3)).toBe(series);
  expect(thinSeries(seriesOf([], []), 10).step).toEqual([]);
});
