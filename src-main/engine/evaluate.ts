import type { Evaluation } from '../../src-shared/figures.ts';
import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import { FigureCounter, softmaxRows } from './figures-of.ts';
import type { NetSession } from './net-session.ts';
import { RECORD, type Samples } from './protocol.ts';
import type { Records } from './records.ts';
import { testViews, transformsOf } from './views.ts';

/** Records a forward pass works on at once: enough to keep the cores busy, little enough to stay small in memory. */
const BATCH = 32;

/**
 * Looks at every picture of a split and counts. `beforeBatch` runs between batches, so that a long evaluation can be
 * stopped by throwing from it.
 */
export async function countFigures(
  session: NetSession,
  records: Records,
  samples: Samples,
  net: { input: ImageShape; classes: readonly string[] },
  views: Evaluation['views'],
  beforeBatch: () => Promise<void> = async () => undefined,
): Promise<FigureCounter> {
  const counter = new FigureCounter(net.classes);
  const total = samples.slots.length;
  const load = (start: number): Promise<Uint8Array> =>
    records.read(samples, range(start, Math.min(start + BATCH, total)));

  let next = total > 0 ? load(0) : undefined;
  for (let start = 0; start < total && next; start += BATCH) {
    await beforeBatch();
    const batch: Uint8Array = await next;
    next = start + BATCH < total ? load(start + BATCH) : undefined;
    next?.catch(() => undefined);
    const labels = samples.labels.subarray(start, start + BATCH);
    counter.add(classProbabilities(session, batch, net, views), labels);
  }
  return counter;
}

/** Softmax outputs [records, classes] for whole records, averaged over the views of each (paper, section 4.1). */
export function classProbabilities(
  session: NetSession,
  records: Uint8Array,
  net: { input: ImageShape; classes: readonly string[] },
  views: Evaluation['views'],
): Float32Array<ArrayBuffer> {
  const count = records.length / RECORD.bytes;
  const all = testViews(net.input, views).map((view) => {
    const transforms = transformsOf(Array(count).fill(view), net.input);
    return softmaxRows(session.logits({ count, records, transforms }), net.classes.length);
  });
  const mean = new Float32Array(count * net.classes.length);
  for (const probabilities of all) {
    for (const [index, probability] of probabilities.entries()) {
      mean[index] = (mean[index] ?? 0) + probability / all.length;
    }
  }
  return mean;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
