import { IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { formatCounted } from '../../ui/format.ts';
import controls from './row-controls.module.css';
import { RunCell } from './run-cell.tsx';
import { numberInWords, type RunColumn, valueInWords } from './run-columns.ts';
import { RunMenu } from './run-menu.tsx';
import classes from './runs-grid.module.css';
import { type GroupValue, isSpread, type RunsRow } from './runs-table.ts';

/** Where a row stands among all of them; only those near the window are there. */
interface Place {
  readonly index: number;
  readonly top: number;
  readonly isFocused: boolean;
  /** Below a group's row. */
  readonly isInGroup: boolean;
}

interface RunGridRowProps extends Place {
  readonly record: RunRecord;
  readonly columns: readonly RunColumn[];
  readonly isChosen: boolean;
  readonly isRenaming: boolean;
  /** With the id of the run. `isRange`: all from the last one on. */
  readonly onChoose: (id: string, isRange: boolean) => void;
  readonly onFocus: (id: string) => void;
  /** Null: done. */
  readonly onRename: (id: string | null) => void;
}

/** A run as a row. */
export const RunGridRow = memo(function RunGridRow(props: RunGridRowProps) {
  const { record, columns, index, top, isFocused, isInGroup, isChosen, isRenaming } = props;
  const { run } = record;
  const tabIndex = isFocused ? 0 : -1;
  return (
    <tr
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-level={isInGroup ? 2 : undefined}
      aria-selected={isChosen}
      tabIndex={tabIndex}
      data-row={run.id}
      data-archived={run.marks.isArchived || undefined}
      onFocus={() => props.onFocus(run.id)}
    >
      <td className={classes.cell}>
        <input
          type="checkbox"
          className={controls.check}
          checked={isChosen}
          readOnly
          tabIndex={tabIndex}
          aria-label={`Choose ${run.name}`}
          onClick={(event) => props.onChoose(run.id, event.shiftKey)}
        />
      </td>
      {columns.map((column) => (
        <td key={column.name} className={classes.cell} data-numeric={column.isNumeric || undefined}>
          <RunCell
            record={record}
            column={column}
            tabIndex={tabIndex}
            isRenaming={isRenaming && column.name === 'name'}
            onRenamed={() => props.onRename(null)}
          />
        </td>
      ))}
      <td className={classes.cell}>
        <RunMenu
          run={run}
          tabIndex={tabIndex}
          isRenaming={isRenaming}
          onRename={() => props.onRename(run.id)}
        />
      </td>
    </tr>
  );
});

interface GroupGridRowProps extends Place {
  readonly row: RunsRow;
  readonly columns: readonly RunColumn[];
  readonly groupBy: RunColumn;
  readonly onFocus: (id: string) => void;
}

/** A group of runs as a row: what they have in common, and the mean ± deviation of their numbers. */
export function GroupGridRow({ row, columns, groupBy, index, top, isFocused, onFocus }: GroupGridRowProps) {
  // The first column that has room for it.
  const lead =
    columns.find(({ name }) => name === 'name') ?? columns.find(({ width }) => width >= 120) ?? columns[0];
  const count = row.subRows.length;
  const title = groupTitle(row, groupBy);
  return (
    <tr
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={row.getIsExpanded()}
      tabIndex={isFocused ? 0 : -1}
      data-row={row.id}
      data-group
      aria-label={`${title}, ${formatCounted(count, 'run')}`}
      onFocus={() => onFocus(row.id)}
      onClick={() => row.toggleExpanded()}
    >
      <td className={classes.cell}>
        <IconChevronRight size={16} className={classes.chevron} aria-hidden />
      </td>
      {columns.map((column) => (
        <td key={column.name} className={classes.cell} data-numeric={column.isNumeric || undefined}>
          {column === lead ? (
            <span title={title}>
              {title} <span className={classes.hint}>({count.toLocaleString('en-US')})</span>
            </span>
          ) : (
            <span className={classes.groupValue} title={groupValue(row, column)}>
              {groupValue(row, column)}
            </span>
          )}
        </td>
      ))}
      <td className={classes.cell} />
    </tr>
  );
}

function groupTitle(row: RunsRow, { field, title }: RunColumn): string {
  const record = row.subRows[0]?.original;
  const value = field && record ? field.value(record) : null;
  const isNone = value === null || (Array.isArray(value) && value.length === 0);
  if (field === null || isNone) return `No ${title.toLowerCase()}`;
  // A word says what it is, a number does not.
  const words = valueInWords(field, value);
  return typeof value === 'string' ? words : `${title}: ${words}`;
}

function groupValue(row: RunsRow, { name, field }: RunColumn): string {
  if (field === null) return '';
  // What the column's aggregation made.
  const value = row.getValue(name) as GroupValue;
  if (value === undefined || typeof value === 'boolean') return '';
  if (!isSpread(value)) return valueInWords(field, value);
  const mean = numberInWords(field, value.mean);
  return field.kind === 'moment' || value.deviation === 0
    ? mean
    : `${mean} ± ${deviationInWords(field, value.deviation)}`;
}

type NumericField = Parameters<typeof numberInWords>[0];

/** Shares in points, as percent signs stand behind the mean already. */
function deviationInWords(field: NumericField, deviation: number): string {
  return field.kind === 'share'
    ? (deviation * 100).toFixed(1)
    : numberInWords(field, Number(deviation.toPrecision(2)));
}
