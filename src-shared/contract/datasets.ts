import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Split } from '../figures.ts';
import { DatasetId, ImportId, UploadId } from '../ids.ts';

const count = z.number().int().nonnegative();

/** A data set as lists show it. `images` counts the pictures of each split; `version` rises when its contents change. */
export const Dataset = z.object({
  id: DatasetId,
  name: z.string(),
  version: z.number().int().positive(),
  classes: z.array(z.string()),
  images: z.object({ train: count, val: count, test: count }),
  rejected: count,
  /** The folder it was imported from, as the user named it. */
  source: z.string(),
  isSample: z.boolean(),
  createdAtMs: z.number(),
  /** How many runs were trained on it: what a deletion would leave without its pictures. */
  runs: count,
});
export type Dataset = z.infer<typeof Dataset>;

/** One class with its pictures a split, for the gallery's headings. */
export const ClassCounts = z.object({ label: z.string(), train: count, val: count, test: count });

/** A picture of a data set. Its pixels come over the http route: see `pictureUrl` in routes.ts. */
export const Picture = z.object({
  slot: z.number().int().nonnegative(),
  /** CRC-32 of its record, unsigned. */
  checksum: z.number().int().nonnegative(),
  file: z.string(),
  label: z.string(),
  split: Split,
  width: z.number().int(),
  height: z.number().int(),
});
export type Picture = z.infer<typeof Picture>;

export const RejectedFile = z.object({ file: z.string(), reason: z.string() });
export type RejectedFile = z.infer<typeof RejectedFile>;

/** What to import: a path on this machine, files that a browser streamed up, or the sample that the program draws itself. */
export const ImportSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
  z.object({ kind: z.literal('upload'), uploadId: UploadId }),
  z.object({ kind: z.literal('sample') }),
]);
export type ImportSource = z.infer<typeof ImportSource>;

export const ImportOptions = z.object({
  source: ImportSource,
  /** Shown name; default the folder's. */
  name: z.string().trim().min(1).max(120).optional(),
  /** Shares of each class set aside where the folder has no `val`/`test` of its own. */
  val: z.number().min(0).max(0.9).default(0.1),
  test: z.number().min(0).max(0.9).default(0.1),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

/** Where an import is. Times are seconds, rates pictures a second. */
export const ImportState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('drawing'), done: count, total: count }),
  z.object({ phase: z.literal('scanning'), found: count }),
  z.object({
    phase: z.literal('decoding'),
    done: count,
    total: count,
    rejected: count,
    /** Pictures whose record was in the cache already. */
    reused: count,
    imagesPerSecond: z.number(),
    secondsLeft: z.number().nullable(),
  }),
  z.object({ phase: z.literal('done'), datasetId: DatasetId }),
  z.object({ phase: z.literal('cancelled') }),
  z.object({ phase: z.literal('failed'), message: z.string() }),
]);
export type ImportState = z.infer<typeof ImportState>;

export const ImportJob = z.object({ id: ImportId, name: z.string(), state: ImportState });
export type ImportJob = z.infer<typeof ImportJob>;

const byId = z.object({ datasetId: DatasetId });

export const datasetsContract = {
  list: oc.output(z.array(Dataset)),
  get: oc.input(byId).output(Dataset.extend({ classCounts: z.array(ClassCounts) })),
  /** A page of pictures in stable order: class, split, file name. */
  pictures: oc
    .input(
      byId.extend({
        label: z.string().optional(),
        split: Split.optional(),
        offset: count.default(0),
        limit: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ total: count, pictures: z.array(Picture) })),
  rejected: oc.input(byId).output(z.array(RejectedFile)),
  /** Starts an import and answers at once; follow it with `watchImports`. It goes on when the window is closed. */
  import: oc.input(ImportOptions).output(z.object({ importId: ImportId })),
  cancelImport: oc.input(z.object({ importId: ImportId })).output(z.void()),
  /** Takes an ended import off the list. */
  dismissImport: oc.input(z.object({ importId: ImportId })).output(z.void()),
  /** The imports that go on or have ended and were not dismissed: first at once, then on every change, at most 10 times a second. */
  watchImports: oc.output(eventIterator(z.array(ImportJob))),
  rename: oc.input(byId.extend({ name: z.string().trim().min(1).max(120) })).output(z.void()),
  /** Hides the data set; it can be brought back with `restore` until the workspace is next opened. */
  remove: oc.input(byId).output(z.void()),
  restore: oc.input(byId).output(z.void()),
};
