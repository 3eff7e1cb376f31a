import type { Run } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { Recipe } from '../../src-shared/recipe.ts';

export interface NewRun {
  name: string;
  dataset: Run['dataset'];
  classes: readonly string[];
  recipe: Recipe;
  stepsPerEpoch: number;
  /** The run whose best weights it starts from. */
  startedFrom: RunId | null;
}

/** What changes in a run while it trains. All else of `Run` comes from its metrics, checkpoints and evaluations. */
export type RunChange = Partial<
  Pick<Run, 'name' | 'state' | 'durationMs' | 'stepsPerEpoch' | 'precision' | 'imagesPerSecond'>
>;

/**
 * The runs of a workspace. Nothing is stored twice: `steps` and `epochs` are those of the last metric, `train` and `val` the
 * last epoch's figures, `best` is the best checkpoint and `test` its evaluation on the test split with one view (null until
 * that was stored). Functions that take an id throw `not-found` where there is none (or a removed one).
 */
export interface RunsTable {
  /** A new run, `queued`. */
  insert(run: NewRun): Run;
  /** Changes what is given and returns the run as it is then. */
  update(id: RunId, change: RunChange): Run;
  /** Newest first. */
  list(): Run[];
  get(id: RunId): Run;
  /** By id, `latest`, or the newest of that name. */
  find(idOrName: string): Run;
  startedFrom(id: RunId): RunId | null;
  /** SHA-256 of the recipe with its keys sorted: equal where every setting is. */
  recipeHash(id: RunId): string;
  /** After a kill: runs left `queued`, `running` or `stopping` become `interrupted`; returns which. */
  markInterrupted(): RunId[];
  /** Hides the run; all of it stays until `purge`. */
  remove(id: RunId): void;
  restore(id: RunId): void;
  /** Deletes what was removed, for good; returns the ids whose folders may be deleted. */
  purge(): RunId[];
}
