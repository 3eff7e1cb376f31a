import { navigate } from '../../ui/hash-location.ts';
import type { RunsRow } from './runs-table.ts';

interface GridKeys {
  readonly rows: readonly RunsRow[];
  /** The row that has the focus. */
  readonly focusedIndex: number;
  /** How many rows are to be seen at once. */
  readonly pageSize: number;
  readonly onFocus: (index: number) => void;
  readonly onChoose: (id: string, isRange: boolean) => void;
  readonly onChooseAll: () => void;
  readonly onClear: () => void;
  readonly onStar: (row: RunsRow) => void;
  readonly onDelete: (row: RunsRow) => void;
}

/** The keys of the grid, while a row (and nothing inside it) has the focus. Answers whether the key was one of them. */
export function pressGridKey(event: React.KeyboardEvent, keys: GridKeys): boolean {
  const { rows, focusedIndex, pageSize } = keys;
  const row = rows[focusedIndex];
  if (row === undefined || event.altKey) return false;
  const isGroup = row.subRows.length > 0;
  const go = (index: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, index));
    const next = rows[at];
    keys.onFocus(at);
    if (event.shiftKey && next && next.subRows.length === 0) keys.onChoose(next.id, true);
    return true;
  };
  if (event.ctrlKey || event.metaKey) {
    if (event.key !== 'a') return false;
    keys.onChooseAll();
    return true;
  }
  switch (event.key) {
    case 'ArrowDown':
      return go(focusedIndex + 1);
    case 'ArrowUp':
      return go(focusedIndex - 1);
    case 'PageDown':
      return go(focusedIndex + pageSize);
    case 'PageUp':
      return go(focusedIndex - pageSize);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
    case 'ArrowLeft':
      if (isGroup) row.toggleExpanded(event.key === 'ArrowRight');
      return isGroup;
    case 'Enter':
      if (isGroup) row.toggleExpanded();
      else navigate(`/runs/${row.id}`);
      return true;
    case ' ':
      if (isGroup) row.toggleExpanded();
      else keys.onChoose(row.id, event.shiftKey);
      return true;
    case 'Escape':
      keys.onClear();
      return true;
    case 's':
      if (!isGroup) keys.onStar(row);
      return !isGroup;
    case 'Delete':
      if (!isGroup) keys.onDelete(row);
      return !isGroup;
    default:
      return false;
  }
}
