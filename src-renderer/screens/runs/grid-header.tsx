import { Checkbox } from '@mantine/core';
import { useRef, useState } from 'react';
import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import type { RunColumn } from './run-columns.ts';
import classes from './runs-grid.module.css';
import { moveColumn, toggleOrder } from './view-changes.ts';

interface GridHeaderProps {
  readonly columns: readonly RunColumn[];
  readonly view: Omit<RunView, 'filter'>;
  readonly onView: (change: Partial<RunView>) => void;
  /** Of the columns, pixels. */
  readonly widths: readonly number[];
  readonly chosen: 'none' | 'some' | 'all';
  readonly onChooseAll: () => void;
}

const WIDTH_STEP = 16;
const NARROWEST = 48;
const WIDEST = 800;

/**
 * The columns' names. A click sorts, with Shift after what is sorted by already; a column is dragged to another place, its edge to another width, or by keyboard
 * moved with Alt and an arrow, resized with Alt, Shift and an arrow.
 */
export function GridHeader(props: GridHeaderProps) {
  const { columns, view, onView, widths, chosen, onChooseAll } = props;
  const [target, setTarget] = useState<string | null>(null);

  const resize = (name: string, wanted: number) => {
    const width = Math.round(Math.min(WIDEST, Math.max(NARROWEST, wanted)));
    onView({ columns: view.columns.map((one) => (one.field === name ? { ...one, width } : one)) });
  };

  const press = (column: RunColumn, event: React.KeyboardEvent) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.altKey || way === undefined) return;
    event.preventDefault();
    if (event.shiftKey) {
      resize(column.name, (widths[columns.indexOf(column)] ?? 0) + way * WIDTH_STEP);
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
        {columns.map((column, place) => (
          <th
            key={column.name}
            scope="col"
            className={classes.headCell}
            aria-sort={ariaSort(view, column)}
            data-numeric={column.isNumeric || undefined}
            data-target={target === column.name || undefined}
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
            {/* biome-ignore lint/a11y/noStaticElementInteractions: by keyboard columns are moved with Alt and an arrow */}
            <span
              className={classes.drag}
              draggable
              onDragStart={(event) => event.dataTransfer.setData('text/runs-column', column.name)}
            >
              <HeadName
                column={column}
                view={view}
                onSort={(isAlso) => onView({ order: toggleOrder(view.order, column.name, isAlso) })}
                onKeyDown={(event) => press(column, event)}
              />
            </span>
            <Edge width={widths[place] ?? 0} onWidth={(width) => resize(column.name, width)} />
          </th>
        ))}

        <th scope="col" className={classes.headCell}>
          <span className={classes.unseen}>Actions</span>
        </th>
      </tr>
    </thead>
  );
}

/** A column's edge, which follows the pointer. */
function Edge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const held = useRef<{ x: number; width: number } | null>(null);
  return (
    <span
      aria-hidden
      className={classes.edge}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { x: event.clientX, width };
      }}
      onPointerMove={({ clientX }) => {
        if (held.current) onWidth(held.current.width + clientX - held.current.x);
      }}
      onLostPointerCapture={() => {
        held.current = null;
      }}
    />
  );
}

interface HeadNameProps {
  readonly column: RunColumn;
  readonly view: Pick<RunView, 'order'>;
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

/** What a column's header says of the order: only the first column that is sorted by counts. */
export function ariaSort(
  { order }: Pick<RunView, 'order'>,
  column: RunColumn,
): 'none' | 'ascending' | 'descending' | undefined {
  if (column.field === null) return undefined;
  const [first] = order;
  if (first?.field !== column.name) return 'none';
  return first.isDescending ? 'descending' : 'ascending';
}
