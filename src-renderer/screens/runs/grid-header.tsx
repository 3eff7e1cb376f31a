import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import type { RunColumn } from './run-columns.ts';
import classes from './runs-grid.module.css';
import { moveColumn, toggleOrder } from './view-changes.ts';

interface GridHeaderProps {
  readonly columns: readonly RunColumn[];
  readonly view: RunView;
  readonly onView: (change: Partial<RunView>) => void;
  readonly widthOf: (name: string) => number;
  /** Begins to follow the pointer. */
  readonly onResize: (name: string, event: React.MouseEvent | React.TouchEvent) => void;
  readonly chosen: 'none' | 'some' | 'all';
  readonly onChooseAll: () => void;
}

const WIDTH_STEP = 16;

/**
 * The columns' names. A click sorts, with Shift after what is sorted by already; a column is dragged to another place, its edge to another width, or by keyboard
 * moved with Alt and an arrow, resized with Alt, Shift and an arrow.
 */
export function GridHeader(props: GridHeaderProps) {
  const { columns, view, onView, widthOf, onResize, chosen, onChooseAll } = props;
  const [target, setTarget] = useState<string | null>(null);

  const press = (column: RunColumn, event: React.KeyboardEvent) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.altKey || way === undefined) return;
    event.preventDefault();
    if (event.shiftKey) {
      const width = Math.max(48, widthOf(column.name) + way * WIDTH_STEP);
      onView({
        columns: view.columns.map((one) => (one.field === column.name ? { ...one, width } : one)),
      });
      return;
    }
    const place = columns.indexOf(column) + way;
    onView({ columns: moveColumn(view.columns, column.name, place) });
  };

  return (
    <thead className={classes.head}>
      <tr className={classes.headRow} aria-rowindex={1}>
        <th scope="col" className={classes.headCell}>
          <Checkbox
            size="xs"
            aria-label="Choose all runs that are found"
            checked={chosen === 'all'}
            indeterminate={chosen === 'some'}
            onChange={onChooseAll}
          />
        </th>
        {columns.map((column) => (
          <th
            key={column.name}
            scope="col"
            className={classes.headCell}
            aria-sort={ariaSort(view, column)}
            data-numeric={column.isNumeric || undefined}
            data-target={target === column.name || undefined}
            draggable
            onDragStart={(event) => event.dataTransfer.setData('text/runs-column', column.name)}
            onDragOver={(event) => {
              event.preventDefault();
              setTarget(column.name);
            }}
            onDragLeave={() => setTarget(null)}
            onDragEnd={() => setTarget(null)}
            onDrop={(event) => {
              const name = event.dataTransfer.getData('text/runs-column');
              setTarget(null);
              onView({ columns: moveColumn(view.columns, name, columns.indexOf(column)) });
            }}
          >
            <HeadName
              column={column}
              view={view}
              onSort={(isAlso) => onView({ order: toggleOrder(view.order, column.name, isAlso) })}
              onKeyDown={(event) => press(column, event)}
            />
            <span
              aria-hidden
              className={classes.edge}
              onMouseDown={(event) => onResize(column.name, event)}
              onTouchStart={(event) => onResize(column.name, event)}
              draggable
              onDragStart={(event) => {
                event.preventDefault();
                event.stopPropagation();
              }}
            />
          </th>
        ))}

        <th scope="col" className={classes.headCell}>
          <span className={classes.unseen}>Actions</span>
        </th>
      </tr>
    </thead>
  );
}

interface HeadNameProps {
  readonly column: RunColumn;
  readonly view: RunView;
  readonly onSort: (isAlso: boolean) => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
}

function HeadName({ column, view, onSort, onKeyDown }: HeadNameProps) {
  const place = view.order.findIndex(({ field }) => field === column.name);
  const isDescending = view.order[place]?.isDescending;
  return (
    <button
      type="button"
      className={classes.sort}
      title={column.title}
      aria-disabled={column.field === null}
      onClick={(event) => column.field && onSort(event.shiftKey)}
      onKeyDown={onKeyDown}
    >
      {column.name === 'starred' ? <span aria-hidden>★</span> : column.title}
      {column.name === 'starred' && <span className={classes.unseen}>Starred</span>}
      {place >= 0 && (
        <span aria-hidden>
          {isDescending ? ' ↓' : ' ↑'}
          {view.order.length > 1 && <sup>{place + 1}</sup>}
        </span>
      )}
    </button>
  );
}

function ariaSort(view: RunView, column: RunColumn): 'none' | 'ascending' | 'descending' | undefined {
  if (column.field === null) return undefined;
  const [first] = view.order;
  if (first?.field !== column.name) return 'none';
  return first.isDescending ? 'descending' : 'ascending';
}
