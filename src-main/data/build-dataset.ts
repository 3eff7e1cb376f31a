import type { RejectedFile } from '../../src-shared/contract/datasets.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Split } from '../../src-shared/figures.ts';
import type { ScannedFile } from './scan-folder.ts';
import { assignSplits, type SplitOptions } from './split.ts';

/** What became of a scanned file: the slot of its record, or why it has none. */
export type FileOutcome = { slot: number } | { reason: string };

/** A data set's contents, as the store takes them. */
export interface BuiltDataset {
  classes: string[];
  pictures: { slot: number; file: string; classIndex: number; split: Split }[];
  rejected: RejectedFile[];
}

/**
 * Puts decoded pictures into classes and splits. `labels` are the class folders in their order. A class that has no picture to train on
 * (all were rejected, or all lie in `val` and `test` folders) is left out, with an entry in `rejected` that says so; one
 * picture is enough to stay. Errors: `bad-request` where fewer than two classes remain.
 */
export function buildDataset(
  labels: readonly string[],
  files: readonly (ScannedFile & { outcome: FileOutcome })[],
  options: SplitOptions,
): BuiltDataset {
  const rejected: RejectedFile[] = [];
  const usable: (ScannedFile & { slot: number })[] = [];
  for (const { outcome, ...file } of files) {
    if ('slot' in outcome) usable.push({ ...file, slot: outcome.slot });
    else rejected.push({ file: file.file, reason: outcome.reason });
  }
  const trained = new Set(usable.filter(isTrainable).map(({ label }) => label));
  const classes = labels.filter((label) => trained.has(label));
  if (classes.length < 2) throw tooFewClasses(classes, rejected);
  for (const label of labels) {
    if (!trained.has(label)) rejected.push(leftOut(label, usable));
  }

  const kept = usable.filter(({ label }) => trained.has(label));
  const splits = assignSplits(kept, options);
  const indexOf = new Map(classes.map((label, index) => [label, index]));
  const pictures = kept.map(({ slot, file, label }, index) => ({
    slot,
    file,
    classIndex: indexOf.get(label) ?? 0,
    split: splits[index] ?? 'train',
  }));
  return { classes, pictures, rejected };
}

function isTrainable({ ownSplit }: ScannedFile): boolean {
  return ownSplit === null || ownSplit === 'train';
}

function leftOut(label: string, usable: readonly ScannedFile[]): RejectedFile {
  const heldOut = usable.filter((file) => file.label === label).length;
  const why =
    heldOut > 0 ? `its ${heldOut} pictures lie in val or test` : 'it has no picture that can be used';
  return { file: label, reason: `The class was left out: ${why}, so there is nothing to train on.` };
}

function tooFewClasses(classes: readonly string[], rejected: readonly RejectedFile[]): AppError {
  const [first] = rejected;
  const [only] = classes;
  const left = only === undefined ? 'No class has' : `Only one class, “${only}”, has`;
  const why = first
    ? ` ${rejected.length} files were rejected, the first ${first.file}: ${first.reason}`
    : '';
  return new AppError(
    'bad-request',
    `${left} pictures to train on, and a classifier needs two or more classes.${why}`,
  );
}
