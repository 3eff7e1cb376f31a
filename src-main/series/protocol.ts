import { z } from 'zod';
import { ERROR_CODES } from '../../src-shared/errors.ts';
import { RunId } from '../../src-shared/ids.ts';
import { SeriesManifest } from './manifest.ts';

/** Messages to the process that keeps the series of runs. The first says which workspace. */
export const ToSeries = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), workspace: z.string() }),
  /** Brings the series of a run in this folder up to date; one after the other. Answers name `work`. */
  z.object({ type: z.literal('update'), work: z.number().int(), runId: RunId, folder: z.string() }),
  /** Gives such work up. */
  z.object({ type: z.literal('stop'), work: z.number().int() }),
]);
export type ToSeries = z.infer<typeof ToSeries>;

/** Messages from it. `progress` says up to which step a run's series has come. Work that was stopped fails with `cancelled`. */
export const FromSeries = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), work: z.number().int(), step: z.number().int() }),
  z.object({ type: z.literal('updated'), work: z.number().int(), manifest: SeriesManifest }),
  z.object({
    type: z.literal('failed'),
    work: z.number().int(),
    code: z.enum(ERROR_CODES),
    message: z.string(),
  }),
]);
export type FromSeries = z.infer<typeof FromSeries>;
