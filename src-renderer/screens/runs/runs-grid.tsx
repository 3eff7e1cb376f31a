import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { markRuns } from '../../actions/mark-runs.ts';
import { GridHeader } from './grid-header.tsx';
import { GroupGridRow, RunGridRow } from './grid-row.tsx';
import { pressGridKey } from './press-grid-key.ts';
import { runColumn } from './run-columns.ts';
import classes from './runs-grid.module.css';
import type { RunsRow } from './runs-table.ts';
import { useRunsTable } from './use-runs-table.ts';

interface RunsGridProps {
  readonly records: readonly RunRecord[];
  readonly view: Omit<RunView, 'filter'>;
  readonly onView: (change: Partial<RunView>) => void;
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly onDelete: (run: Run) => void;
}

const ROW_HEIGHT = 40;
const EDGE_COLUMN = 44;

/** The runs in a table of which only the rows near the window are drawn. */
export const RunsGrid = memo(function RunsGrid(props: RunsGridProps) {
  const { records, view, onView, chosen, onChosen, onDelete } = props;
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const lastChosen = useRef<string | null>(null);
  const wantsFocus = useRef(false);

  const columns = useMemo(() => view.columns.flatMap(({ field }) => runColumn(field) ?? []), [view.columns]);
  const groupBy = view.groupBy === null ? undefined : runColumn(view.groupBy);
  const rows = useRunsTable(records, view);
  const widths = view.columns.flatMap(({ field, width }) => width ?? runColumn(field)?.width ?? []);
  const width = widths.reduce((sum, one) => sum + one, 2 * EDGE_COLUMN);

  const tracks = `${EDGE_COLUMN}px ${widths.map((one) => `${one}px`).join(' ')} ${EDGE_COLUMN}px`;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    // The header stays at the top and covers as much.
    scrollPaddingStart: ROW_HEIGHT,
  });

  const foundIndex = rows.findIndex(({ id }) => id === focusedId);
  const focusedIndex = Math.max(0, foundIndex);

  // The row that a key went to may have been drawn only now.
  useLayoutEffect(() => {
    if (!wantsFocus.current || focusedId === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(focusedId)}"]`);
    row?.focus({ preventScroll: true });
    wantsFocus.current = row === null || row === undefined;
  });

  const latest = useRef({ rows, chosen });
  latest.current = { rows, chosen };
  const choose = useCallback(
    (id: string, isRange: boolean) => {
      const now = latest.current;
      const next = new Set(now.chosen);
      const runs = now.rows.filter(({ subRows }) => subRows.length === 0).map((row) => row.id);
      const [from, to] = [runs.indexOf(lastChosen.current ?? ''), runs.indexOf(id)].sort((a, b) => a - b);
      if (isRange && from !== undefined && from >= 0 && to !== undefined) {
        for (const one of runs.slice(from, to + 1)) next.add(one);
      } else if (!next.delete(id)) next.add(id);
      lastChosen.current = id;
      onChosen(next);
    },
    [onChosen],
  );
  const chooseAll = () => {
    const isAll = chosen.size >= records.length;
    onChosen(new Set(isAll ? [] : records.map(({ run }) => run.id)));
  };
  const focusIndex = (index: number) => {
    wantsFocus.current = true;
    virtual.scrollToIndex(index);
    setFocusedId(rows[index]?.id ?? null);
  };
  const press = (event: React.KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined) return;
    const isKnown = pressGridKey(event, {
      rows,
      focusedIndex,
      pageSize: Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1,
      onFocus: focusIndex,
      onChoose: choose,
      onChooseAll: chooseAll,
      onClear: () => onChosen(new Set()),
      onStar: ({ original: { run } }) => void markRuns([run.id], { isStarred: !run.marks.isStarred }),
      onDelete: ({ original }) => onDelete(original.run),
    });
    if (isKnown) event.preventDefault();
  };

  return (
    <div ref={scroller} className={classes.scroller}>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of the roles support it */}
      <table
        role={groupBy ? 'treegrid' : 'grid'}
        aria-label="Runs"
        aria-multiselectable
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 2}
        className={classes.grid}
        style={{ width, ['--columns' as string]: tracks }}
        onKeyDown={press}
      >
        <GridHeader
          columns={columns}
          view={view}
          onView={onView}
          widths={widths}
          chosen={chosen.size === 0 ? 'none' : chosen.size >= records.length ? 'all' : 'some'}
          onChooseAll={chooseAll}
        />
        <tbody className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row: RunsRow | undefined = rows[index];
            if (row === undefined) return null;
            const place = { index, top: start, isFocused: index === focusedIndex, onFocus: setFocusedId };
            return groupBy && row.subRows.length > 0 ? (
              <GroupGridRow
                key={row.id}
                {...place}
                isInGroup={false}
                row={row}
                columns={columns}
                groupBy={groupBy}
              />
            ) : (
              <RunGridRow
                key={row.id}
                {...place}
                isInGroup={groupBy !== undefined}
                record={row.original}
                columns={columns}
                isChosen={chosen.has(row.id)}
                isRenaming={renamingId === row.id}
                onChoose={choose}
                onRename={setRenamingId}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
});
