import { setImmediate } from 'node:timers/promises';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { productMs } from '../device-timing.ts';
import type { TrainingBatch } from '../net-session.ts';
import { openNet } from '../open-net.ts';
import { type Job, RECORD } from '../protocol.ts';
import { loadTensorFlow } from '../tensorflow/load-tensorflow.ts';
import { initialise } from '../train/initialise.ts';
import { centreView, transformsOf } from '../views.ts';
import type { JobChannel } from './run-job.ts';

/** Side of the matrix product that a device's rate is measured by. */
const PRODUCT = 4096;

/** Steps that are not counted: the first ones compile and allocate. */
const WARM_UP = 2;

/** Times bare training steps on pictures of noise; the median counts. */
export async function benchJob(job: Extract<Job, { kind: 'bench' }>, { tell }: JobChannel): Promise<void> {
  const net = netSpec(job.net, job.classes);
  const settings = { precision: job.precision, dropout: true, momentum: 0.9, weightDecay: 0, seed: 1 };
  const session = openNet(net, settings, job.mode);
  const batch = noise(job.batch, job.classes, net.input);
  const statistics = { mean: new Float32Array(3).fill(127), deviation: new Float32Array(3).fill(74) };
  initialise(session, net, 'he', statistics, batch);
  const times: number[] = [];
  for (let step = 1; step <= job.steps + WARM_UP; step++) {
    const start = performance.now();
    session.trainStep(batch, 1e-4, step);
    times.push(performance.now() - start);
    // Here the process hears that it should end.
    await setImmediate();
  }
  const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
  session.close();

  const ms = median(times.slice(WARM_UP));
  tell({
    type: 'benched',
    ms,
    imagesPerSecond: (1000 * job.batch) / ms,
    flopsShare: stepFlops(job) / ms / (productFlops() / productTime(job.precision)),
    peakMemoryBytes,
  });
}

function noise(count: number, classes: number, input: readonly [number, number, number]): TrainingBatch {
  // Any bytes do: the time of a step does not depend on them. 7919 is prime to 251, so no two rows are alike.
  const records = new Uint8Array(count * RECORD.bytes).map((_, index) => (index * 7919) % 251);
  const labels = Int32Array.from({ length: count }, (_, index) => index % classes);
  return { count, records, labels, transforms: transformsOf(Array(count).fill(centreView(input)), input) };
}

/**
 * Floating-point operations of a step: two a multiply-add, and the work of the forward pass twice again on the way back (gradients by inputs and by
 * weights), but for the first layer, whose input needs no gradient.
 */
function stepFlops({ net, classes, batch }: Extract<Job, { kind: 'bench' }>): number {
  const { layers, totals } = summarise(netSpec(net, classes));
  return 2 * batch * (3 * totals.multiplyAdds - (layers[0]?.multiplyAdds ?? 0));
}

function productFlops(): number {
  return 2 * PRODUCT ** 3;
}

function productTime(precision: 'float32' | 'bfloat16'): number {
  return productMs(loadTensorFlow().binding, precision, PRODUCT);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
