import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ExportFormatName, ExportOptions, ExportProof } from '../export-formats.ts';
import { ExportId, RunId } from '../ids.ts';

/** How far an export is, each phase from 0 to 1; then what came of it. */
export const ExportEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    phase: z.enum(['writing', 'proving']),
    share: z.number().min(0).max(1),
    secondsLeft: z.number().nonnegative().nullable(),
  }),
  z.object({
    type: z.literal('exported'),
    exportId: ExportId,
    /** Of the file to be downloaded; several files come as a ZIP. */
    name: z.string(),
    bytes: z.number().int().nonnegative(),
    proof: ExportProof,
  }),
]);
export type ExportEvent = z.infer<typeof ExportEvent>;

export const exportsContract = {
  /**
   * Writes a run's best checkpoint for another program, loads it again by that program's own runtime and compares it with the engine. Giving the stream up
   * stops it. The file is at `exportUrl` of routes.ts for as long as it is among the last few. Errors: `not-found`, `conflict` (no checkpoint yet),
   * `not-proven` with the difference, `unsupported`, `no-space`, the engine's.
   */
  write: oc
    .input(z.object({ runId: RunId, format: ExportFormatName, options: ExportOptions }))
    .output(eventIterator(ExportEvent)),
};
