import { RunId } from '../../../src-shared/ids.ts';

/** The address of a comparison: `/compare/charts?runs=a,b`. */
export function compareAddress(tab: string, runs: readonly RunId[]): string {
  return `/compare/${tab}${runs.length > 0 ? `?runs=${runs.join()}` : ''}`;
}

/** The runs that the query of such an address names, each once; what is no id is passed over. */
export function comparedIds(search: string): RunId[] {
  const names = new URLSearchParams(search).get('runs')?.split(',') ?? [];
  const ids = names.flatMap((name) => RunId.safeParse(name).data ?? []);
  return [...new Set(ids)];
}
