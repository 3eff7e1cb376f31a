/** ln Γ(n + 1) for every n up to `most`, summed up from the logarithms themselves: exact but for rounding. */
function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 2; n <= most; n++) logs[n] = (logs[n - 1] ?? 0) + Math.log(n);
  return logs;
}

/**
 * Two-sided P value of `successes` in `trials` tosses of a fair coin: the probability of a result at least as far from the middle. 1 where there
 * are no trials.
 */
export function fairCoinTest(successes: number, trials: number): number {
  const logs = logFactorials(trials);
  const fewer = Math.min(successes, trials - successes);
  let tail = 0;
  for (let k = 0; k <= fewer; k++) {
    const choose = (logs[trials] ?? 0) - (logs[k] ?? 0) - (logs[trials - k] ?? 0);
    tail += Math.exp(choose - trials * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
