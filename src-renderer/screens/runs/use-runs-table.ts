import { type ExpandedState, useTable } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { type RunsRow, tableColumns, tableParts } from './runs-table.ts';

/** The runs as rows in their order, below their groups where there are some. */
export function useRunsTable(
  records: readonly RunRecord[],
  { order, groupBy }: Pick<RunView, 'order' | 'groupBy'>,
): readonly RunsRow[] {
  const [expanded, setExpanded] = useState<ExpandedState>(true);
  const state = useMemo(
    () => ({
      sorting: order.map(({ field, isDescending }) => ({ id: field, desc: isDescending })),
      grouping: groupBy === null ? [] : [groupBy],
    }),
    [order, groupBy],
  );
  const table = useTable({
    features: tableParts,
    columns: tableColumns,
    data: records,
    getRowId: rowId,
    state: { ...state, expanded },
    onExpandedChange: setExpanded,
    autoResetExpanded: false,
  });
  return table.getRowModel().rows;
}

function rowId({ run }: RunRecord): string {
  return run.id;
}
