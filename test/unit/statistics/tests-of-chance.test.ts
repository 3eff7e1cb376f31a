import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fairCoinTest } from '../../../src-shared/statistics/fair-coin-test.ts';
import { erfc, mcnemar } from '../../../src-shared/statistics/mcnemar.ts';
import { pairedBootstrap } from '../../../src-shared/statistics/paired-bootstrap.ts';
import { median, quantile } from '../../../src-shared/statistics/quantile.ts';
import { isUnlikelyChance, verdictSentence } from '../../../src-shared/statistics/verdict.ts';

/** `ones` ones, then zeros up to `length`. */
const bits = (ones: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index < ones ? 1 : 0));

it.each([
  [1, 6, 0.21875],
  [0, 5, 0.0625],
  [3, 10, 0.34375],
  [5, 17, 0.143463134765625],
  [59, 180, 4.434449263755176e-6],
  [400, 900, 0.0009564441369189461],
  [0, 0, 1],
  [4, 8, 1],
])('%i heads of %i tosses have the P value of the whole-number sum', (heads, tosses, p) => {
  expect(fairCoinTest(heads, tosses)).toBeCloseTo(p, 12);
  expect(fairCoinTest(tosses - heads, tosses)).toBe(fairCoinTest(heads, tosses));
});

it("McNemar's test is exact up to 1,000 discordant pictures, and beyond close to what would be exact", () => {
  expect(mcnemar(5, 12)).toEqual({ onlyFirst: 5, onlySecond: 12, method: 'exact', p: fairCoinTest(5, 17) });
  const large = mcnemar(560, 650);
  expect(large.method).toBe('chi-squared');
  expect(large.p).toBeCloseTo(0.010510362517, 6);
  expect(large.p).toBeCloseTo(fairCoinTest(560, 1210), 3);
  expect(mcnemar(600, 600).p).toBeCloseTo(1, 6);
});

it.each([
  [0, 1],
  [0.1, 0.8875370839817152],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [3, 2.209e-5],
])('erfc(%d) is %d', (x, value) => {
  expect(Math.abs(erfc(x) - value)).toBeLessThan(2e-7);
});

it('quantiles lie between neighbours as those of NumPy do', () => {
  expect(quantile([1, 2, 4, 8], 0.5)).toBe(3);
  expect(quantile([1, 2, 4, 8], 0.25)).toBe(1.75);
  expect(quantile([1, 2, 4, 8], 1)).toBe(8);
  expect(quantile([5], 0.3)).toBe(5);
  expect(median([9, 1, 4, 2])).toBe(3);
  expect(median([3, 1, 2])).toBe(2);
});

it('the bootstrap gives the difference, and an interval as wide as theory says', () => {
  // 12 pictures that only the second got right, 4 that only the first did, of 100: mean 0.08, standard error 0.0392.
  const first = Uint8Array.from({ length: 100 }, (_, index) => (index < 4 || index >= 60 ? 1 : 0));
  const second = Uint8Array.from({ length: 100 }, (_, index) =>
    (index >= 4 && index < 16) || index >= 60 ? 1 : 0,
  );
  const bootstrap = pairedBootstrap([first], [second], 1);
  bootstrap.draw(4_000);
  bootstrap.draw(6_000);
  const { difference, low, high } = bootstrap.interval(0.95);
  expect(difference).toBeCloseTo(0.08, 12);
  expect(Math.abs(low - 0)).toBeLessThanOrEqual(0.0101);
  expect(Math.abs(high - 0.16)).toBeLessThanOrEqual(0.0101);
  const [from, to] = [bootstrap.interval(0.6827).low, bootstrap.interval(0.6827).high];
  expect((to - from) / 2).toBeCloseTo(0.0392, 2);

  const again = pairedBootstrap([first], [second], 1);
  again.draw(10_000);
  expect(again.interval(0.95)).toEqual({ difference, low, high });
});

it('the spread over seeds widens the interval', () => {
  const steady = pairedBootstrap([bits(500, 1000), bits(500, 1000)], [bits(560, 1000), bits(560, 1000)], 1);
  const shaky = pairedBootstrap([bits(450, 1000), bits(550, 1000)], [bits(510, 1000), bits(610, 1000)], 1);
  for (const one of [steady, shaky]) one.draw(3_000);
  const [narrow, wide] = [steady.interval(0.95), shaky.interval(0.95)];
  expect(narrow.difference).toBeCloseTo(0.06, 12);
  expect(wide.difference).toBeCloseTo(0.06, 12);
  // With two seeds 0.1 apart on each side, means of two draws have a standard error of 0.05 together: nearly ± 0.1.
  expect(narrow.high - narrow.low).toBeLessThan(0.04);
  expect(wide.high - wide.low).toBeGreaterThan(0.15);
});

it('whoever got at least the same pictures right is never said to be worse, and turning the question turns the answer', () => {
  const answers = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(answers, (pictures) => {
      const less = Uint8Array.from(pictures, ([a, b]) => Number(a && b));
      const more = Uint8Array.from(pictures, ([a]) => Number(a));
      const there = pairedBootstrap([less], [more], 7);
      const back = pairedBootstrap([more], [less], 7);
      for (const one of [there, back]) one.draw(200);
      const [up, down] = [there.interval(0.95), back.interval(0.95)];
      expect(up.low).toBeGreaterThanOrEqual(0);
      expect(up.difference).toBeCloseTo(-down.difference, 12);
      expect(up.low).toBeCloseTo(-down.high, 12);
    }),
    { numRuns: 40 },
  );
});

it('the verdict says who is better, by how much, and how sure that is', () => {
  const judged = { difference: 0.021, low: 0.004, high: 0.039, mcnemar: mcnemar(5, 30) };
  expect(verdictSentence('A', 'B', judged)).toBe(
    'B is better than A by 2.1 points, 95 % interval 0.4 to 3.9; this difference is unlikely to be chance.',
  );
  expect(verdictSentence('A', 'B', { difference: -0.01, low: -0.03, high: 0.012, mcnemar: null })).toBe(
    'A is better than B by 1.0 points, 95 % interval −1.2 to 3.0; this may be chance.',
  );
  expect(verdictSentence('A', 'B', { ...judged, mcnemar: mcnemar(10, 17) })).toMatch(/P 0\.25, so it may be/);
  expect(verdictSentence('A', 'B', { difference: 0, low: 0, high: 0, mcnemar: mcnemar(0, 0) })).toMatch(
    /very same pictures/,
  );
  expect(isUnlikelyChance({ difference: 0.1, low: 0, high: 0.2, mcnemar: null })).toBe(false);
});
