import { setImmediate } from 'node:timers/promises';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { convolutionKernels } from '../../../src-shared/nets/variables.ts';
import { PLAIN_TRAINING, type Precision } from '../../../src-shared/recipe.ts';
import { median } from '../../../src-shared/statistics/quantile.ts';
import { productMs } from '../device-timing.ts';
import type { Constants } from '../graph/layer-graph.ts';
import type { NetSession } from '../net-session.ts';
import { noiseBatch, noiseCrops } from '../noise-batch.ts';
import { openNet } from '../open-net.ts';
import type { Job } from '../protocol.ts';
import { loadTensorFlow } from '../tensorflow/load-tensorflow.ts';
import { initialise } from '../train/initialise.ts';
import type { JobChannel } from './run-job.ts';

type BenchJob = Extract<Job, { kind: 'bench' }>;

/** Side of the matrix product that a device's rate is measured by. */
const PRODUCT = 4096;

/** Forward passes to time, however many steps are asked for. */
const MOST_PASSES = 100;

/** Runs that are not counted: the first ones compile and allocate. */
const WARM_UP = 2;

/** Times bare training steps, forward passes and single pictures, all on noise; medians count. */
export async function benchJob(job: BenchJob, { tell }: JobChannel): Promise<void> {
  const opening = performance.now();
  const net = netSpec(job.net, job.classes);
  const settings = { ...PLAIN_TRAINING, precision: job.precision, dropout: true, seed: 1 };
  const session = openNet(net, settings, job.mode);
  const buildMs = performance.now() - opening;
  const batch = noiseBatch(job.batch, job.classes, net.input, settings.augmentation);
  const crops = noiseCrops(job.batch, net.input);
  const statistics = {
    mean: new Float32Array(3).fill(127),
    deviation: new Float32Array(3).fill(74),
    colourAxes: new Float32Array(9),
  };
  initialise(session, net, 'he', statistics, crops);
  const steps = await timeRuns(job.steps, (step) => session.trainStep(batch, 1e-4, step));
  const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
  const kernels = kernelsOf(session, net);
  session.close();
  const predicting = openNet(net, settings, job.mode, kernels);
  initialise(predicting, net, 'he', statistics, crops);
  const one = noiseCrops(1, net.input);
  const passes = Math.min(job.steps, MOST_PASSES);
  const forward = await timeRuns(passes, () => predicting.logits(crops));
  const single = await timeRuns(passes, () => predicting.logits(one));
  predicting.close();
  const ms = median(steps.times);

  tell({
    type: 'benched',
    ms,
    imagesPerSecond: (1000 * job.batch) / ms,
    flopsShare: stepFlops(job) / ms / (productFlops() / productTime(job.precision)),
    forwardMs: median(forward.times),
    latencyMs: median(single.times),
    buildMs,
    peakMemoryBytes,
    drift: steps.drift,
    grownBytes: steps.grownBytes,
  });
}

/** What a session that only predicts has as constants: `openTrained`. */
function kernelsOf(session: NetSession, net: BuiltNet): Constants {
  return new Map(
    convolutionKernels(net).map(({ name, shape }) => [name, { shape, values: session.read(name) }]),
  );
}

interface TimedRuns {
  /** Milliseconds of each run. */
  readonly times: readonly number[];
  /** Median time of the last tenth over that of the first. */
  readonly drift: number;
  /** Resident memory at the end less that after the first tenth. */
  readonly grownBytes: number;
}

/** Times `rounds` runs. Between them the process hears that it should end. */
async function timeRuns(rounds: number, run: (round: number) => void): Promise<TimedRuns> {
  const times = new Float64Array(WARM_UP + rounds);
  const tenth = Math.ceil(rounds / 10);
  let before = 0;
  for (let round = 1; round <= times.length; round++) {
    const start = performance.now();
    run(round);
    times[round - 1] = performance.now() - start;
    await setImmediate();
    if (round === WARM_UP + tenth) before = process.memoryUsage.rss();
  }
  // Before the figures on them are worked out, which takes memory itself.
  const grownBytes = process.memoryUsage.rss() - before;
  const counted = [...times.subarray(WARM_UP)];
  return {
    times: counted,
    drift: median(counted.slice(-tenth)) / median(counted.slice(0, tenth)),
    grownBytes,
  };
}

/**
 * Floating-point operations of a step: two a multiply-add, and the work of the forward pass twice again on the way back (gradients by inputs and by
 * weights), but for the first layer, whose input needs no gradient.
 */
function stepFlops({ net, classes, batch }: BenchJob): number {
  const { layers, totals } = summarise(netSpec(net, classes));
  return 2 * batch * (3 * totals.multiplyAdds - (layers[0]?.multiplyAdds ?? 0));
}

function productFlops(): number {
  return 2 * PRODUCT ** 3;
}

function productTime(precision: Precision): number {
  return productMs(loadTensorFlow().binding, precision, PRODUCT);
}
