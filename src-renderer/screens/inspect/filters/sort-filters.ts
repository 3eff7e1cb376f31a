import type { UnitFigures } from '../../../../src-shared/contract/inspect-answers.ts';

/** `order`: as the layer has them; the others put first the strongest, those most for one class, those that never answer. */
export type FilterSort = 'order' | 'norm' | 'selectivity' | 'dead';

/** The indices of filters, sorted; equal ones stay in the layer's order. Sorts by what is not known yet change nothing. */
export function sortFilters(
  sort: FilterSort,
  norms: readonly (number | null)[],
  units: readonly UnitFigures[] | undefined,
): number[] {
  const order = norms.map((_, filter) => filter);
  if (sort === 'order') return order;
  const keys = sort === 'norm' ? norms.map((norm) => norm ?? -1) : unitKeys(sort, norms.length, units);
  return order.sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0) || a - b);
}

function unitKeys(sort: 'selectivity' | 'dead', count: number, units: readonly UnitFigures[] = []): number[] {
  const keys = new Array<number>(count).fill(0);
  for (const { unit, active, class: forClass } of units) {
    keys[unit] = sort === 'dead' ? -active : (forClass?.selectivity ?? -1);
  }
  return keys;
}
