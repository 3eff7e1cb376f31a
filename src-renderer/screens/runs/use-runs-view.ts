import { useLocalStorage } from '@mantine/hooks';
import { useCallback } from 'react';
import { RunView } from '../../../src-shared/contract/run-marks.ts';
import { DEFAULT_VIEW, runColumn } from './run-columns.ts';

/** How this window shows the table of runs, kept for the next time it is opened. */
export function useRunsView(): [RunView, (change: Partial<RunView>) => void] {
  const [view, setView] = useLocalStorage<RunView>({
    key: 'runs-view',
    defaultValue: DEFAULT_VIEW,
    getInitialValueInEffect: false,
    deserialize: (text) => readView(text ?? ''),
  });
  const changeView = useCallback(
    (change: Partial<RunView>) => setView((known) => ({ ...known, ...change })),
    [setView],
  );
  return [view, changeView];
}

/** The view that was kept; what this version does not know (any more) is left out. */
export function readView(text: string): RunView {
  try {
    return withKnownColumns(RunView.parse(JSON.parse(text)));
  } catch {
    return DEFAULT_VIEW;
  }
}

/** Without columns that there are not (any more). */
export function withKnownColumns(view: RunView): RunView {
  const isKnown = ({ field }: { field: string }) => runColumn(field) !== undefined;
  const { groupBy } = view;
  return {
    ...view,
    columns: view.columns.filter(isKnown),
    order: view.order.filter(isKnown),
    groupBy: groupBy !== null && runColumn(groupBy) ? groupBy : null,
  };
}
