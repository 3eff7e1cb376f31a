import type { McNemar } from './mcnemar.ts';
import type { Difference } from './paired-bootstrap.ts';

/** P values below it, and 95 % intervals without zero, count as unlikely to be chance. */
const SIGNIFICANCE = 0.05;

/** What can be said of a difference. */
export interface Judged extends Difference {
  /** Of one run against one; groups of seeds have none. */
  readonly mcnemar: McNemar | null;
}

/** Whether both the interval and, where there is one, McNemar's test say that a difference is more than chance. */
export function isUnlikelyChance({ low, high, mcnemar }: Judged): boolean {
  const excludesZero = low > 0 || high < 0;
  return excludesZero && (mcnemar === null || mcnemar.p < SIGNIFICANCE);
}

/** The verdict as a plain sentence: `B is better than A by 2.1 points, 95 % interval 0.4 to 3.9; this difference is unlikely to be chance.` */
export function verdictSentence(first: string, second: string, judged: Judged): string {
  const { difference, low, high, mcnemar } = judged;
  if (difference === 0 && low === 0 && high === 0)
    return `${first} and ${second} got the very same pictures right.`;
  const interval = (from: number, to: number): string => `95 % interval ${points(from)} to ${points(to)}`;
  if (difference === 0) {
    return `${first} and ${second} got equally many pictures right, ${interval(low, high)}.`;
  }
  const [better, worse] = difference > 0 ? [second, first] : [first, second];
  const [from, to] = difference > 0 ? [low, high] : [-high, -low];
  const claim = `${better} is better than ${worse} by ${points(Math.abs(difference))} points, ${interval(from, to)}`;
  if (isUnlikelyChance(judged)) return `${claim}; this difference is unlikely to be chance.`;
  return from > 0 && mcnemar
    ? `${claim}; but McNemar’s test gives P ${mcnemar.p.toFixed(2)}, so it may be chance.`
    : `${claim}; this may be chance.`;
}

/** A share as percentage points with one digit, `−0.4`. */
function points(share: number): string {
  const text = (Math.abs(share) * 100).toFixed(1);
  return share < 0 && text !== '0.0' ? `−${text}` : text;
}
