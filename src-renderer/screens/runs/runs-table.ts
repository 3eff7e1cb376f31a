import {
  type AggregationFnDef,
  columnGroupingFeature,
  createColumnHelper,
  createExpandedRowModel,
  createGroupedRowModel,
  createSortedRowModel,
  type Row,
  rowAggregationFeature,
  rowExpandingFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { FieldValue, RunField, RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { RUN_COLUMNS } from './run-columns.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What the table library does here; which columns are shown and which runs are found is decided outside of it. */
export const tableParts = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnGroupingFeature,
  rowAggregationFeature,
  groupedRowModel: createGroupedRowModel(),
  rowExpandingFeature,
  expandedRowModel: createExpandedRowModel(),
});

/** A row of the table: a run, or a group of them. */
export type RunsRow = Row<typeof tableParts, RunRecord>;

/** What stands in a group's row: the spread of numbers, what all of a group have in common, else nothing. */
export type GroupValue = Spread | Exclude<FieldValue, null> | undefined;

const aggregate: AggregationFnDef = {
  aggregate: ({ rows, getValue }): GroupValue => {
    const values: unknown[] = rows.map(getValue);
    const numbers = values.filter((value) => typeof value === 'number');
    if (numbers.length > 0) return spreadOf(numbers);
    const [first, ...others] = values;
    // What the columns' accessors gave.
    return others.every((value) => keyOf(value) === keyOf(first)) ? (first as GroupValue) : undefined;
  },
};

const helper = createColumnHelper<typeof tableParts, RunRecord>();

/** Every field, whether it is shown or not: any may be sorted or grouped by. */
export const tableColumns = helper.columns(
  RUN_COLUMNS.map(({ name, field }) =>
    helper.accessor((record) => field?.value(record) ?? undefined, {
      id: name,
      sortUndefined: 'last',
      sortFn: (a, b, id) => compareValues(a.getValue(id), b.getValue(id)),
      aggregationFn: aggregate,
      ...(field && { getGroupingValue: (record: RunRecord) => groupKey(field, record) }),
    }),
  ),
);

/** Runs with the same key are in one group. */
function groupKey(field: RunField, record: RunRecord): string {
  return keyOf(field.value(record));
}

function keyOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

const collator = new Intl.Collator('en', { numeric: true });

/** Ascending; groups by their mean. Sorting calls it a hundred thousand times, so the plain cases come first. */
function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  if (isSpread(a) && isSpread(b)) return a.mean - b.mean;
  return collator.compare(keyOf(a), keyOf(b));
}

export function isSpread(value: unknown): value is Spread {
  return typeof value === 'object' && value !== null && 'mean' in value;
}
