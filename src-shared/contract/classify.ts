import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Prediction } from '../figures.ts';
import { RunId, UploadId } from '../ids.ts';

export const ClassifySource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paths'), paths: z.array(z.string().min(1).max(4096)).min(1).max(10_000) }),
  z.object({ kind: z.literal('upload'), uploadId: UploadId }),
]);
export type ClassifySource = z.infer<typeof ClassifySource>;

/** The answer for one file: predictions, most probable first, or why there are none. */
export const ClassifyResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('classified'), file: z.string(), predictions: z.array(Prediction) }),
  z.object({ outcome: z.literal('rejected'), file: z.string(), reason: z.string() }),
]);
export type ClassifyResult = z.infer<typeof ClassifyResult>;

export const classifyContract = {
  /** Classifies files and folders with a run's best checkpoint; answers come one by one as they are known. */
  pictures: oc
    .input(
      z.object({ runId: RunId, source: ClassifySource, top: z.number().int().min(1).max(20).default(5) }),
    )
    .output(eventIterator(ClassifyResult)),
};
