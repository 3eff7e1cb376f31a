import { formatCounted, formatPercent } from '../ui/format.ts';
import type { ConfusionShown } from './confusion-levels.ts';
import { type Cell, type Confusion, rowTotal } from './confusions.ts';

/** A share with its sign, as points: `+4.2`. */
function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return '0';
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** What stands in a cell: pictures, percent, or how many more of them. */
export function cellText(value: number, { second, unit }: Pick<ConfusionShown, 'second' | 'unit'>): string {
  if (second !== null) return signed(unit === 'share' ? value * 100 : value, 0);
  return unit === 'share' ? String(Math.round(value * 100)) : String(value);
}

/** A cell in words: of one run, or of two with both their numbers. */
export function cellSentence(
  labels: readonly string[],
  { first, second }: Pick<ConfusionShown, 'first' | 'second'>,
  cell: Cell,
  names: readonly [string, string] = ['the first', 'the second'],
): string {
  const { actual, predicted } = cell;
  const what =
    actual === predicted
      ? `${labels[actual]} recognised`
      : `${labels[actual]} taken for ${labels[predicted]}`;
  if (second === null) return `${what}: ${countOf(first, cell)}`;
  return `${what}: ${countOf(first, cell)} by ${names[0]}, ${countOf(second, cell)} by ${names[1]}`;
}

function countOf(confusion: Confusion, { actual, predicted }: Cell): string {
  const count = confusion.counts[actual * confusion.classes + predicted] ?? 0;
  const total = rowTotal(confusion, actual);
  const share = total === 0 ? '' : ` (${formatPercent(count / total)})`;
  return `${count.toLocaleString('en-US')} of ${formatCounted(total, 'picture')}${share}`;
}
