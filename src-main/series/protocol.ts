import { z } from 'zod';
import { ERROR_CODES } from '../../src-shared/errors.ts';
import { RunId } from '../../src-shared/ids.ts';
import { SeriesManifest } from './manifest.ts';

/** Messages to the process that keeps the series of runs. The first says which workspace. */
export const ToSeries = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), workspace: z.string() }),
  /** Brings the series of a run in this folder up to date; one after the other. */
  z.object({ type: z.literal('update'), runId: RunId, folder: z.string() }),
]);
export type ToSeries = z.infer<typeof ToSeries>;

/** Messages from it. `progress` says up to which step a run's series has come. */
export const FromSeries = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), runId: RunId, step: z.number().int() }),
  z.object({ type: z.literal('updated'), runId: RunId, manifest: SeriesManifest }),
  z.object({ type: z.literal('failed'), runId: RunId, code: z.enum(ERROR_CODES), message: z.string() }),
]);
export type FromSeries = z.infer<typeof FromSeries>;
