import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';

/** A run of a comparison, with the colour that stands for it in every view. */
export interface ComparedRun {
  readonly run: Run;
  /** A CSS colour. */
  readonly colour: string;
}

/** Told apart under the common colour blindnesses, and legible on light and dark surfaces (after Okabe and Ito, "Color Universal Design", 2008). */
const COLOURS = [
  '#3d7be0',
  '#d9730d',
  '#0f9d76',
  '#c25fa8',
  '#b08900',
  '#2aa5c9',
  '#d64545',
  '#8565d6',
  '#6b7280',
  '#7a9a1f',
];

/** The chosen ones of `runs` in the order of `ids`, each with the colour of its place; after ten runs they begin anew. Unknown ids are left out. */
export function comparedRuns(runs: readonly Run[], ids: readonly RunId[]): ComparedRun[] {
  const known = new Map(runs.map((run) => [run.id, run]));
  return ids.flatMap((id, place) => {
    const run = known.get(id);
    return run ? [{ run, colour: COLOURS[place % COLOURS.length] ?? 'currentColor' }] : [];
  });
}
