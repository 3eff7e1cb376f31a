import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { RunId } from '../ids.ts';
import { RUNS_AT_ONCE } from '../series/series-request.ts';

const count = z.number().int().nonnegative();

/** How the series of runs come along: `done` of `total` steps, `ready` of `runs`; then each run that is ready, or why it never will be. */
export const SeriesPreparation = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    done: count,
    total: count,
    ready: count,
    runs: count,
    /** Null until the pace is known. */
    secondsLeft: z.number().nonnegative().nullable(),
  }),
  z.object({ type: z.literal('ready'), runId: RunId }),
  z.object({ type: z.literal('failed'), runId: RunId, message: z.string() }),
]);
export type SeriesPreparation = z.infer<typeof SeriesPreparation>;

/** The numbers behind charts; they come over the http route (see `seriesUrl`). */
export const seriesContract = {
  /**
   * Makes the files that charts of long runs are drawn from, one run after the other, where they are not there or far behind. Giving the stream
   * up stops that; what is written by then is kept, and gone on from the next time.
   */
  prepare: oc
    .input(z.object({ runIds: z.array(RunId).max(RUNS_AT_ONCE) }))
    .output(eventIterator(SeriesPreparation)),
};
