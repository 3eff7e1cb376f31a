import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import { runColumn } from './run-columns.ts';

/** The columns with one at another place; one that is not shown yet comes in there. */
export function moveColumn(columns: RunView['columns'], field: string, place: number): RunView['columns'] {
  if (runColumn(field) === undefined) return columns;
  const moved = columns.find((one) => one.field === field) ?? { field };
  const others = columns.filter((one) => one.field !== field);
  const at = Math.max(0, Math.min(others.length, place));
  return [...others.slice(0, at), moved, ...others.slice(at)];
}

/** The columns with one more, at the end, or one less. */
export function toggleColumn(columns: RunView['columns'], field: string): RunView['columns'] {
  const others = columns.filter((one) => one.field !== field);
  return others.length < columns.length ? others : [...columns, { field }];
}

/** Another order after a click on a column: its own, or (`isAlso`) where the others are equal. Numbers begin with the highest, words with the first. */
export function toggleOrder(order: RunView['order'], field: string, isAlso: boolean): RunView['order'] {
  const known = order.find((one) => one.field === field);
  const isDescending = known ? !known.isDescending : (runColumn(field)?.isNumeric ?? false);
  if (!isAlso) return [{ field, isDescending }];
  return known
    ? order.map((one) => (one === known ? { field, isDescending } : one))
    : [...order, { field, isDescending }];
}
