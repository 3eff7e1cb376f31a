import type { Padding } from './layer-specs/common.ts';

/** How a sliding window of a convolution or pooling covers one axis. */
export interface WindowAxis {
  /** Number of window positions, so the size of the output on this axis; below 1 where the window does not fit. */
  readonly output: number;
  /** Elements added in front of the first one, and behind the last one. */
  readonly padBefore: number;
  readonly padAfter: number;
}

/**
 * An axis of n elements under a window of m with stride s: ⌊(n + 2p − m) / s⌋ + 1 positions (deck, "Stride").
 *
 * `valid` has p = 0. `same` follows Keras: ⌈n / s⌉ positions, for which max((⌈n / s⌉ − 1) · s + m − n, 0) elements of
 * padding are needed in all; half of it goes in front, and the odd one behind, so 2p may be an odd number.
 */
export function windowAxis(n: number, m: number, s: number, padding: Padding): WindowAxis {
  if (padding === 'valid') {
    return { output: Math.floor((n - m) / s) + 1, padBefore: 0, padAfter: 0 };
  }
  const output = Math.ceil(n / s);
  const total = Math.max((output - 1) * s + m - n, 0);
  const padBefore = Math.floor(total / 2);
  return { output, padBefore, padAfter: total - padBefore };
}
