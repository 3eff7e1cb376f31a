import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochStatistics } from '../../../src-shared/contract/inspect-answers.ts';
import { layerActivationBytes } from '../../../src-shared/nets/layer-cost.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { type TracedLayer, traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { writeSafetensors } from '../checkpoint/safetensors.ts';
import { writeFileAtomically } from '../checkpoint/write-file-atomically.ts';
import { centreCrops } from '../crops.ts';
import type { NetSession, Pictures, TrainedStep } from '../net-session.ts';
import { epochPredictionsFile, predictedClasses, writeEpochPredictions } from '../predictions-file.ts';
import type { Samples } from '../protocol.ts';
import type { Records } from '../records.ts';
import { epochFile, FILTERS_FOLDER, firstKernel, STATISTICS_FOLDER, statisticsFile } from './epoch-files.ts';
import { activationStatistics, gradientStatistics, kernelStatistics } from './epoch-statistics.ts';

/**
 * Pictures on which activations are looked at, evenly spaced in the validation split (or the training split, where there is no other), and the memory that
 * all of these activations may take: of deep networks fewer pictures are looked at.
 */
const PICTURES = 16;
const MOST_BYTES = 64 * 2 ** 20;

/** Keeps small pieces of each epoch, which the inspector shows: the first convolution's kernel, and figures on kernels and activations. */
export interface EpochRecorder {
  /** Takes the epoch's last step, and remembers values of the kernels as they were before it and its gradients. */
  watch(step: (watched: readonly string[]) => TrainedStep): TrainedStep;
  /**
   * Writes what the epoch (from 1) came to; `validation`: the logits [pictures, classes] of the validation split, where there is one. Errors:
   * `no-space`, `damaged` (the cache of pictures).
   */
  afterEpoch(epoch: number, validation: Float32Array | null): Promise<void>;
}

/** What it needs of a training. */
export interface RecorderParts {
  readonly job: { readonly runFolder: string; readonly train: Samples; readonly val: Samples };
  readonly session: NetSession;
  readonly net: BuiltNet;
  readonly records: Records;
}

export function epochRecorder({ job, session, net, records }: RecorderParts): EpochRecorder {
  const filtersFolder = join(job.runFolder, FILTERS_FOLDER);
  const statisticsFolder = join(job.runFolder, STATISTICS_FOLDER);
  const kernels = netVariables(net).filter(({ role }) => role === 'kernel');
  const names = kernels.map(({ name }) => name);
  const watched = traceShapes(net).slice(0, -1).filter(hasActivation);
  let pictures: Pictures | undefined;
  let before: readonly Float32Array[] = [];
  let gradients: readonly Float32Array[] = [];

  async function somePictures(): Promise<Pictures> {
    const samples = job.val.slots.length > 0 ? job.val : job.train;
    const total = samples.slots.length;
    const bytes = watched.reduce((sum, traced) => sum + layerActivationBytes(traced), 0);
    const count = Math.min(PICTURES, total, Math.max(1, Math.floor(MOST_BYTES / Math.max(1, bytes))));
    const indices = Array.from({ length: count }, (_, index) => Math.floor((index * total) / count));
    return centreCrops(await records.read(samples, indices), net.input);
  }

  return {
    watch(step) {
      before = session.readSome(names);
      const trained = step(names);
      gradients = trained.gradients;
      return trained;
    },
    async afterEpoch(epoch, validation) {
      if (validation) {
        await writeEpochPredictions(epochPredictionsFile(job.runFolder, epoch), {
          predicted: predictedClasses(validation, validation.length / job.val.slots.length),
          labels: Uint16Array.from(job.val.labels),
        });
      }
      const after = session.readAll(names);
      pictures ??= await somePictures();
      const outputs = session.activations(
        watched.map(({ layer }) => layer.name),
        pictures,
      );
      const statistics: EpochStatistics = {
        epoch,
        kernels: kernels.map((kernel, index) =>
          kernelStatistics(kernel, after[index] ?? new Float32Array(), before[index]),
        ),
        gradients: gradients.map((values, index) => gradientStatistics(kernels[index]?.layer ?? '', values)),
        activations: watched.map(({ layer, output }, index) =>
          activationStatistics(layer, outputs[index] ?? new Float32Array(), output.at(-1) ?? 1),
        ),
      };
      [before, gradients] = [[], []];
      const json = Buffer.from(JSON.stringify(statistics));
      await mkdir(statisticsFolder, { recursive: true });
      await writeFileAtomically(join(statisticsFolder, statisticsFile(epoch)), [json]);

      const first = kernels.findIndex(({ name }) => name === firstKernel(net));
      const [kernel, values] = [kernels[first], after[first]];
      if (!kernel || !values) return;
      await mkdir(filtersFolder, { recursive: true });
      const tensor = { name: kernel.name, shape: kernel.shape, values };
      await writeSafetensors(join(filtersFolder, epochFile(epoch)), [tensor], {});
    },
  };
}

function hasActivation({ layer }: TracedLayer): boolean {
  return 'activation' in layer && layer.activation !== undefined && layer.activation !== 'linear';
}
