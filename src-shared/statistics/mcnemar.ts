import { fairCoinTest } from './fair-coin-test.ts';

/** Discordant pairs up to which the exact test is used; beyond, the approximation differs in the third digit of P. */
const MOST_EXACT = 1000;

/** McNemar's test of two classifiers on the same pictures. */
export interface McNemar {
  /** Pictures that only the first got right, and that only the second did. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly method: 'exact' | 'chi-squared';
  /** Probability of so uneven a split, or a more uneven one, if both were equally good. */
  readonly p: number;
}

/**
 * McNemar 1947; for classifiers Dietterich 1998, "Approximate statistical tests for comparing supervised classification learning algorithms",
 * section 3.1. Exact (binomial, two-sided) up to 1,000 discordant pictures, beyond them χ² with continuity correction, (|b − c| − 1)² / (b + c), with one
 * degree of freedom.
 */
export function mcnemar(onlyFirst: number, onlySecond: number): McNemar {
  const discordant = onlyFirst + onlySecond;
  if (discordant <= MOST_EXACT) {
    return { onlyFirst, onlySecond, method: 'exact', p: fairCoinTest(onlyFirst, discordant) };
  }
  const statistic = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1) ** 2 / discordant;
  return { onlyFirst, onlySecond, method: 'chi-squared', p: erfc(Math.sqrt(statistic / 2)) };
}

/** The complementary error function for x ≥ 0 (Abramowitz and Stegun 1964, formula 7.1.26; error below 1.5e-7). */
export function erfc(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const sum =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sum * Math.exp(-x * x);
}
