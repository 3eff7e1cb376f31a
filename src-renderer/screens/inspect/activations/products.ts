type Values = readonly (number | null)[];

/** The part of each input channel in the sum of patch × kernel, both `[height, width, channels]`; what is not a number counts as 0. */
export function channelSums(patch: Values, kernel: Values, channels: number): number[] {
  const sums = new Array<number>(channels).fill(0);
  patch.forEach((value, at) => {
    const channel = at % channels;
    sums[channel] = (sums[channel] ?? 0) + (value ?? 0) * (kernel[at] ?? 0);
  });
  return sums;
}

/** One channel of `[height, width, channels]`. */
export function channelOf(values: Values, channels: number, channel: number): (number | null)[] {
  return values.filter((_, at) => at % channels === channel);
}

/** Index of the value that is farthest from zero; the first of several. */
export function largestIndex(values: readonly number[]): number {
  return values.reduce((best, value, at) => (Math.abs(value) > Math.abs(values[best] ?? 0) ? at : best), 0);
}
