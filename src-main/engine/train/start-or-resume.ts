import { AppError } from '../../../src-shared/errors.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { random } from '../../../src-shared/random.ts';
import { type CheckpointState, loadCheckpoint, loadWeights } from '../checkpoint/checkpoint.ts';
import { centreCrops } from '../crops.ts';
import type { NetSession } from '../net-session.ts';
import type { Records } from '../records.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../session-variables.ts';
import type { Best } from './checkpoint-saver.ts';
import { initialise } from './initialise.ts';
import { inputStatistics } from './input-statistics.ts';
import type { TrainJob } from './train.ts';

/** Training pictures that initialisation looks at. */
const PICTURES = 64;

/** Where training begins, and what there is to tell about it. */
export interface Beginning {
  readonly state: CheckpointState;
  readonly best: Best | null;
  readonly notes: readonly string[];
}

/** Gives the session its weights: from the newest checkpoint that is whole, or new ones. */
export async function startOrResume(
  job: TrainJob,
  session: NetSession,
  net: BuiltNet,
  records: Records,
): Promise<Beginning> {
  return job.resumeFrom.length > 0 ? resume(job, session) : start(job, session, net, records);
}

async function resume(job: TrainJob, session: NetSession): Promise<Beginning> {
  const damaged: string[] = [];
  for (const file of job.resumeFrom) {
    try {
      const state = await loadCheckpoint(file, session);
      const best = job.best && !damaged.includes(job.best.checkpoint) ? job.best : null;
      const notes = damaged.map((other) => `The checkpoint ${other} is damaged: went on from ${file}.`);
      return { state, best, notes };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      damaged.push(file);
    }
  }
  throw new AppError(
    'damaged',
    `Every checkpoint of this run is damaged or gone (${damaged.join(', ')}): start a new run with the same settings.`,
  );
}

async function start(
  job: TrainJob,
  session: NetSession,
  net: BuiltNet,
  records: Records,
): Promise<Beginning> {
  const { train, recipe, classes } = job;
  const indices = random(recipe.seed, 'initialise')
    .shuffle(Array.from(train.slots.keys()))
    .slice(0, PICTURES);
  const pictures = centreCrops(await records.read(train, indices), net.input);
  initialise(session, net, recipe.initialisation, await inputStatistics(records, train), pictures);
  const absent = job.startFrom ? await loadWeights(job.startFrom, session) : [];
  // Weights from elsewhere mostly come without statistics of pictures; those of the data set do as well.
  const kept = absent.filter((name) => name !== INPUT_MEAN && name !== INPUT_DEVIATION);
  return {
    state: {
      net: recipe.net,
      classes,
      position: { epoch: 0, stepInEpoch: 0, step: 0 },
      running: { loss: 0, top1: 0, seconds: 0 },
    },
    best: null,
    notes: kept.length > 0 ? [`New weights, because the shapes differ: ${kept.join(', ')}.`] : [],
  };
}
