/** Round values between two limits, about `count` of them, at steps of 1, 2 or 5 times a power of ten. */
export function linearTicks([low, high]: readonly [number, number], count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
    // Multiples are rounded to the step's own digits: 3 × 0.1 is not 0.3.
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}
