import type { WindowAxis } from '../nets/window.ts';

/** An axis of n elements with p added at each end under a window of m with stride s: ⌊(n + 2p − m) / s⌋ + 1 positions (deck, "Stride"). */
export function paddedAxis(n: number, m: number, s: number, p: number): WindowAxis {
  return { output: Math.floor((n + 2 * p - m) / s) + 1, padBefore: p, padAfter: p };
}

/** First element of the window at each position, counted from the first element of the picture: negative in the padding. */
export function windowStarts({ output, padBefore }: WindowAxis, stride: number): number[] {
  return Array.from({ length: Math.max(0, output) }, (_, position) => position * stride - padBefore);
}

/** How many windows look at each of the n elements; 0 for those that fall off the edge or lie between strides. */
export function coverage(n: number, size: number, stride: number, axis: WindowAxis): number[] {
  const counts = new Array<number>(n).fill(0);
  for (const start of windowStarts(axis, stride)) {
    for (let at = Math.max(0, start); at < Math.min(n, start + size); at++)
      counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}
