import { expect, test } from 'vitest';
import { DEFAULT_VIEW } from '../../../../src-renderer/screens/runs/run-columns.ts';
import { readView } from '../../../../src-renderer/screens/runs/use-runs-view.ts';
import { moveColumn, toggleColumn, toggleOrder } from '../../../../src-renderer/screens/runs/view-changes.ts';

const columns = [{ field: 'name', width: 300 }, { field: 'status' }, { field: 'top1' }];
const fields = (of: readonly { field: string }[]) => of.map(({ field }) => field);

test('a column goes to another place with its width, and no further than the ends', () => {
  expect(moveColumn(columns, 'name', 1)).toEqual([columns[1], columns[0], columns[2]]);
  expect(fields(moveColumn(columns, 'top1', -1))).toEqual(['top1', 'name', 'status']);
  expect(fields(moveColumn(columns, 'name', 99))).toEqual(['status', 'top1', 'name']);
  expect(fields(moveColumn(columns, 'net', 1))).toEqual(['name', 'net', 'status', 'top1']);
  expect(moveColumn(columns, 'what a file name', 1)).toEqual(columns);
});

test('a column is shown at the end, or not any more', () => {
  expect(fields(toggleColumn(columns, 'net'))).toEqual(['name', 'status', 'top1', 'net']);
  expect(fields(toggleColumn(columns, 'status'))).toEqual(['name', 'top1']);
});

test('numbers are sorted from the highest on, words from the first, and the other way by another click', () => {
  const byAccuracy = toggleOrder([], 'top1', false);
  expect(byAccuracy).toEqual([{ field: 'top1', isDescending: true }]);
  expect(toggleOrder(byAccuracy, 'top1', false)).toEqual([{ field: 'top1', isDescending: false }]);
  expect(toggleOrder(byAccuracy, 'name', false)).toEqual([{ field: 'name', isDescending: false }]);
  const both = toggleOrder(byAccuracy, 'name', true);
  expect(both).toEqual([...byAccuracy, { field: 'name', isDescending: false }]);
  expect(toggleOrder(both, 'top1', true)[0]).toEqual({ field: 'top1', isDescending: false });
});

test('a view that was kept is read without the columns that there are not any more', () => {
  const kept = { ...DEFAULT_VIEW, columns: [...columns, { field: 'gone' }], groupBy: 'gone' };
  expect(readView(JSON.stringify(kept))).toEqual({ ...DEFAULT_VIEW, columns, groupBy: null });
  expect(readView('{"columns":')).toEqual(DEFAULT_VIEW);
  expect(readView('{}')).toEqual(DEFAULT_VIEW);
});
