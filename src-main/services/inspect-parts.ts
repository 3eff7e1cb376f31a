import type { Store } from '../store/store.ts';
import type { Answers } from './inspect-answers.ts';
import type { Looks } from './inspect-looks.ts';
import type { InspectedRuns } from './inspected-runs.ts';
import type { RunFiles } from './run-files.ts';

/** What the parts of the inspector share. */
export interface InspectorParts {
  readonly recordsFile: string;
  readonly store: Store;
  readonly files: RunFiles;
  readonly runs: InspectedRuns;
  readonly looks: Looks;
  readonly answers: Answers;
}
