import type { Samples } from '../protocol.ts';
import type { Records } from '../records.ts';
import type { Working } from './working.ts';

/** Pictures a forward pass. */
const BATCH = 32;

/** Some pictures of a split: their records, and where in it they begin. */
export interface SplitBatch {
  readonly start: number;
  readonly records: Uint8Array;
  readonly labels: Int32Array;
}

/** A split in its order; the next pictures are read while the last ones are worked on. Errors: `damaged`, `cancelled`. */
export async function* splitBatches(
  records: Records,
  samples: Samples,
  { progress }: Working,
): AsyncGenerator<SplitBatch> {
  const total = samples.slots.length;
  const read = (start: number): Promise<Uint8Array> => {
    const indices = Array.from({ length: Math.min(BATCH, total - start) }, (_, index) => start + index);
    const reading = records.read(samples, indices);
    // Nobody may be there to hear of it any more.
    reading.catch(() => undefined);
    return reading;
  };
  let next = total > 0 ? read(0) : undefined;
  for (let start = 0; next !== undefined; start += BATCH) {
    await progress(start, total);
    const batch: Uint8Array = await next;
    next = start + BATCH < total ? read(start + BATCH) : undefined;
    yield { start, records: batch, labels: samples.labels.subarray(start, start + BATCH) };
  }
}
