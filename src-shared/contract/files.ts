import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { RunId, UploadId } from '../ids.ts';

const count = z.number().int().nonnegative();

/** Files that somebody brings: by a path on this machine, or streamed up by a browser. */
export const FileSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
  z.object({ kind: z.literal('upload'), uploadId: UploadId }),
]);
export type FileSource = z.infer<typeof FileSource>;

/** How far the files are read, in bytes; then the runs that they became, and sentences on what was left out. */
export const BroughtRuns = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: count, total: count }),
  z.object({
    type: z.literal('done'),
    runs: z.array(z.object({ id: RunId, name: z.string() })),
    notes: z.array(z.string()),
  }),
]);
export type BroughtRuns = z.infer<typeof BroughtRuns>;

/**
 * Runs that come from elsewhere. Each stream does the work and ends with it; whoever gives the stream up stops the work, and nothing of it
 * stays. What goes out is read over the http route: see `downloadUrl` in routes.ts. Errors: `not-found`, `damaged`, `newer-version`,
 * `no-space`, `bad-request`.
 */
export const filesContract = {
  /** The runs of a bundle, with their checkpoints, and their data sets where the bundle has the pictures. */
  openBundle: oc.input(FileSource).output(eventIterator(BroughtRuns)),
  /** Runs of figures alone: TensorBoard's event files or CSV, a file or a folder of them. */
  openSeries: oc.input(FileSource).output(eventIterator(BroughtRuns)),
};
