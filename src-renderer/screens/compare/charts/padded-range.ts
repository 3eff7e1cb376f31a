interface RangeOptions {
  readonly isShare: boolean;
  readonly logarithmic: boolean;
}

/** The range of a vertical axis for values from least to most: with a little room, and for shares never beyond 0 and 1. */
export function paddedRange(
  values: readonly [number, number] | null,
  { isShare, logarithmic }: RangeOptions,
): [number, number] {
  if (!values) return logarithmic ? [0.1, 1] : [0, 1];
  const [least, most] = values;
  if (logarithmic) {
    const room = Math.max(1.01, (most / least) ** 0.04);
    return [least / room, most * room];
  }
  const room = least === most ? Math.max(Math.abs(most) / 10, 1e-12) : (most - least) * 0.04;
  const padded: [number, number] = [least - room, most + room];
  if (isShare) return [Math.max(-0.01, padded[0]), Math.min(1.01, padded[1])];
  // What is never below zero does not seem to be.
  return [least >= 0 ? Math.max(0, padded[0]) : padded[0], padded[1]];
}
