import type { RunBests } from '../contract/run-figures.ts';
import type { Run } from '../contract/runs.ts';

/** A run with what a table can say of it. */
export interface RunRecord {
  readonly run: Run;
  /** Null where they are not known (yet). */
  readonly bests: RunBests | null;
}

export type FieldValue = string | number | boolean | readonly string[] | null;

/**
 * What values are, how they are written in a query and compared. `choice`: one of few words, `text`: free, `words`: several, `flag`: yes or no; numbers: plain,
 * `share` 0..1, `loss`, `rate` pictures a second, `duration` and `moment` (since 1970) in milliseconds, `bytes`.
 */
export type FieldKind =
  | 'text'
  | 'choice'
  | 'words'
  | 'flag'
  | 'number'
  | 'share'
  | 'loss'
  | 'rate'
  | 'duration'
  | 'moment'
  | 'bytes';

/** Something that a run has: a column of the table and a word of the query language. */
export interface RunField {
  /** As queries and views name it: `learningRate`, `val.top1`. */
  readonly name: string;
  /** Shorter names that queries may use. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly kind: FieldKind;
  readonly group: 'run' | 'results' | 'setting';
  readonly value: (record: RunRecord) => FieldValue;
}
