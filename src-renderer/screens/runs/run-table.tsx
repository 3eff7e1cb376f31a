import { Table } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { ariaSort } from './grid-header.tsx';
import { RunCell } from './run-cell.tsx';
import { runColumn } from './run-columns.ts';
import { RunMenu } from './run-menu.tsx';
import classes from './run-table.module.css';
import { useRunsTable } from './use-runs-table.ts';
import { toggleOrder } from './view-changes.ts';

const COLUMNS = ['name', 'status', 'top1', 'time', 'dataset', 'net', 'precision', 'created'].flatMap(
  (name) => runColumn(name) ?? [],
);

const NEWEST_FIRST: RunView['order'] = [{ field: 'created', isDescending: true }];

/** A few runs in a table as wide as its place, with the columns that there is room for. Each of them sorts. */
export function RunTable({ runs }: { runs: readonly Run[] }) {
  const [order, setOrder] = useState(NEWEST_FIRST);
  const records = useMemo(() => runs.map((run): RunRecord => ({ run, bests: null })), [runs]);
  const rows = useRunsTable(records, { order, groupBy: null });
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table
        aria-label="Runs"
        verticalSpacing="sm"
        horizontalSpacing="sm"
        highlightOnHover
        className={classes.table}
      >
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column.name} data-column={column.name} aria-sort={ariaSort({ order }, column)}>
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => setOrder(toggleOrder(order, column.name, false))}
                >
                  {column.title}
                  <span aria-hidden>{arrowOf(order, column.name)}</span>
                </button>
              </Table.Th>
            ))}
            <Table.Th data-column="actions">
              <span className={classes.hidden}>Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, original }) => (
            <RunTableRow key={id} record={original} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function RunTableRow({ record }: { record: RunRecord }) {
  const [isRenaming, setRenaming] = useState(false);
  return (
    <Table.Tr>
      {COLUMNS.map((column) => (
        <Table.Td key={column.name} data-column={column.name}>
          <RunCell
            record={record}
            column={column}
            tabIndex={0}
            isRenaming={isRenaming && column.name === 'name'}
            onRenamed={() => setRenaming(false)}
          />
        </Table.Td>
      ))}
      <Table.Td data-column="actions">
        <RunMenu run={record.run} tabIndex={0} isRenaming={isRenaming} onRename={() => setRenaming(true)} />
      </Table.Td>
    </Table.Tr>
  );
}

function arrowOf([first]: RunView['order'], name: string): string {
  if (first?.field !== name) return '';
  return first.isDescending ? ' ↓' : ' ↑';
}
