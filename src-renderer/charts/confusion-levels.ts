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
  const largest = counts.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Float32Array.from(counts, (value) =>
    largest === 0 ? 0 : Math.sign(value) * (Math.abs(value) / largest) ** gamma,
  );
}
