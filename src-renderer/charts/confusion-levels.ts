import { type Confusion, minus, rowShares } from './confusions.ts';

/** What the cells of a confusion matrix show: one run's, or what a second run has more than the first. */
export interface ConfusionShown {
  readonly first: Confusion;
  readonly second: Confusion | null;
  /** Pictures, or shares of the pictures of each class. */
  readonly unit: 'pictures' | 'share';
}

/** The cells' values: pictures or shares, with a sign where it is a difference. */
export function cellValues({ first, second, unit }: ConfusionShown): Confusion {
  const of = (one: Confusion): Confusion => (unit === 'share' ? rowShares(one) : one);
  return second === null ? of(first) : minus(of(second), of(first));
}

/** Values as levels of colour, −1 to 1, by the largest of them; `gamma` below 1 lets small ones be seen. */
export function colourLevels({ counts }: Confusion, gamma: number): Float32Array {
  const levels = new Float32Array(counts.length);
  let largest = 0;
  for (let at = 0; at < counts.length; at++) largest = Math.max(largest, Math.abs(counts[at] ?? 0));
  for (let at = 0; at < counts.length; at++) {
    const value = counts[at] ?? 0;
    // Nearly all of a million cells are zero.
    if (value !== 0) levels[at] = Math.sign(value) * (Math.abs(value) / largest) ** gamma;
  }
  return levels;
}
