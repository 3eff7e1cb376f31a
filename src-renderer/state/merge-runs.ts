import type { Run } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';

/** The list, newest first, after some of its runs were asked for again: those that did not come back are gone, others may be new. */
export function mergeRuns(runs: readonly Run[], asked: readonly RunId[], fresh: readonly Run[]): Run[] {
  const known = new Set(runs.map(({ id }) => id));
  const changed = mergeById(runs, asked, fresh, ({ id }) => id);
  if (fresh.every(({ id }) => known.has(id))) return changed;
  return changed.sort((a, b) => b.createdAtMs - a.createdAtMs || b.number - a.number);
}

/** The same of anything that belongs to runs, with what is new at the end. */
export function mergeById<Item>(
  items: readonly Item[],
  asked: readonly RunId[],
  fresh: readonly Item[],
  idOf: (item: Item) => RunId,
): Item[] {
  const [wanted, left] = [new Set(asked), new Map(fresh.map((item) => [idOf(item), item]))];
  const merged = items.flatMap((item) => {
    const id = idOf(item);
    if (!wanted.has(id)) return [item];
    const now = left.get(id);
    left.delete(id);
    return now === undefined ? [] : [now];
  });
  return [...merged, ...left.values()];
}
