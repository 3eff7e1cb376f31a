import type { Evaluation } from '../../src-shared/figures.ts';
import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import { softmaxRows } from '../../src-shared/softmax.ts';
import { cropsOf } from './crops.ts';
import { FigureCounter } from './figures-of.ts';
import type { NetSession } from './net-session.ts';
import { canKeep } from './predictions-file.ts';
import { RECORD, type Samples } from './protocol.ts';
import type { Records } from './records.ts';
import { testViews } from './views.ts';

/** Records a forward pass works on at once: enough to keep the cores busy, little enough to stay small in memory. */
const BATCH = 32;

/** The least positive normal float32: stands for "as good as none" where a logarithm is taken. */
const LEAST = 1.2e-38;

/** What a look at every picture of a split gave. */
export interface SplitAnswers {
  readonly counter: FigureCounter;
  /** float32 [pictures, classes] before the softmax, in the split's order; null where they are too many to be kept. */
  readonly logits: Float32Array | null;
}

interface Net {
  readonly input: ImageShape;
  readonly classes: readonly string[];
}

/**
 * Looks at every picture of a split. `beforeBatch` runs between batches with the number of pictures done, so that a long evaluation tells how
 * far it is and can be stopped by throwing from it.
 */
export async function answerSplit(
  session: NetSession,
  records: Records,
  samples: Samples,
  net: Net,
  views: Evaluation['views'],
  beforeBatch: (done: number) => Promise<void>,
): Promise<SplitAnswers> {
  const counter = new FigureCounter(net.classes);
  const classes = net.classes.length;
  const total = samples.slots.length;
  const logits = canKeep(total, classes) ? new Float32Array(total * classes) : null;
  const load = (start: number): Promise<Uint8Array> =>
    records.read(samples, range(start, Math.min(start + BATCH, total)));

  let next = total > 0 ? load(0) : undefined;
  for (let start = 0; start < total && next; start += BATCH) {
    await beforeBatch(start);
    const batch: Uint8Array = await next;
    next = start + BATCH < total ? load(start + BATCH) : undefined;
    next?.catch(() => undefined);
    const labels = samples.labels.subarray(start, start + BATCH);
    const answers = recordLogits(session, batch, net, views);
    logits?.set(answers, start * classes);
    counter.add(softmaxRows(answers, classes), labels);
  }
  return { counter, logits };
}

/** Softmax outputs [records, classes] for whole records, averaged over the views of each. */
export function classProbabilities(
  session: NetSession,
  records: Uint8Array,
  net: Net,
  views: Evaluation['views'],
): Float32Array<ArrayBuffer> {
  return softmaxRows(recordLogits(session, records, net, views), net.classes.length);
}

/**
 * Logits [records, classes] for whole records. Of several views the probabilities are averaged (paper, section 4.1), and the logits are that
 * mean's logarithm, so that their softmax is the mean.
 */
function recordLogits(
  session: NetSession,
  records: Uint8Array,
  net: Net,
  views: Evaluation['views'],
): Float32Array {
  const count = records.length / RECORD.bytes;
  const all = testViews(net.input, views).map((view) =>
    session.logits(cropsOf(records, Array(count).fill(view), net.input)),
  );
  const [only] = all;
  if (all.length === 1 && only) return only;
  const mean = new Float64Array(count * net.classes.length);
  for (const logits of all) {
    for (const [index, probability] of softmaxRows(logits, net.classes.length).entries()) {
      mean[index] = (mean[index] ?? 0) + probability / all.length;
    }
  }
  return Float32Array.from(mean, (probability) => Math.log(Math.max(probability, LEAST)));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
