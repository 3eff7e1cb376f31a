import { z } from 'zod';
import { AppError } from '../../../src-shared/errors.ts';
import { AnyNet } from '../../../src-shared/nets/custom-net.ts';
import type { Topology } from '../../../src-shared/nets/net-spec.ts';
import { convolutionKernels } from '../../../src-shared/nets/variables.ts';
import type { Constants } from '../graph/layer-graph.ts';
import type { NetSession } from '../net-session.ts';
import { Position } from '../protocol.ts';
import { beginAverages } from '../train/initialise.ts';
import { openSafetensors, type SafetensorsFile, writeSafetensors } from './safetensors.ts';
import { isTrainingState, storedWeights } from './tensor-names.ts';

/** What a checkpoint knows beside its tensors: enough to go on as if nothing had happened. */
export const CheckpointState = z.object({
  net: AnyNet,
  classes: z.array(z.string()),
  position: Position,
  /** Sums over the steps of the epoch that is under way. */
  running: z.object({ loss: z.number(), top1: z.number(), seconds: z.number() }),
});
export type CheckpointState = z.infer<typeof CheckpointState>;

const STATE = 'alexnet_studio';

/**
 * Copies everything a session holds and writes it. The copy is taken before this returns, so that training may go on while the
 * disk works; `saved` resolves with the file's size when all of it is on the disk.
 */
export function saveCheckpoint(
  file: string,
  session: NetSession,
  state: CheckpointState,
): { saved: Promise<number> } {
  const values = session.readAll(session.variables.map(({ name }) => name));
  const tensors = session.variables.map(({ name, shape }, index) => ({
    name,
    shape,
    values: values[index] ?? new Float32Array(),
  }));
  return { saved: writeSafetensors(file, tensors, { format: 'pt', [STATE]: JSON.stringify(state) }) };
}

/** Puts weights, input statistics and optimizer state back. Throws `damaged`; the session may then hold a mixture. */
export async function loadCheckpoint(file: string, session: NetSession): Promise<CheckpointState> {
  return await withFile(file, async (tensors) => {
    for (const { name } of session.variables) session.write(name, await tensors.read(name));
    return stateOf(file, tensors);
  });
}

/**
 * Puts only what predicting needs: no optimizer state, and averages in place of weights where the checkpoint has them. A layer whose shape differs (another
 * number of classes) keeps what it has; the names of those are given back.
 */
export async function loadWeights(
  file: string,
  session: Pick<NetSession, 'variables' | 'readAll' | 'write'>,
): Promise<string[]> {
  return await withFile(file, async (tensors) => {
    const kept: string[] = [];
    for (const { name, shape } of session.variables) {
      if (isTrainingState(name)) continue;
      const stored = storedWeights(tensors.tensors, name);
      if (tensors.tensors.get(stored)?.join() === shape.join())
        session.write(name, await tensors.read(stored));
      else kept.push(name);
    }
    beginAverages(session);
    return kept;
  });
}

/** The kernels of a network's convolutions as a safetensors file has them, where the shapes are the same. Errors: `damaged`, `not-found`. */
export async function readKernels(file: string, net: Topology): Promise<Constants> {
  return await withFile(file, async ({ tensors, read }) => {
    const kernels = new Map<string, { shape: readonly number[]; values: Float32Array }>();
    for (const { name, shape } of convolutionKernels(net)) {
      const stored = storedWeights(tensors, name);
      if (tensors.get(stored)?.join() === shape.join())
        kernels.set(name, { shape, values: await read(stored) });
    }
    return kernels;
  });
}

async function withFile<T>(file: string, use: (tensors: SafetensorsFile) => Promise<T>): Promise<T> {
  const tensors = await openSafetensors(file);
  try {
    return await use(tensors);
  } finally {
    await tensors.close();
  }
}

function stateOf(file: string, { metadata }: SafetensorsFile): CheckpointState {
  const state = CheckpointState.safeParse(JSON.parse(metadata[STATE] ?? 'null'));
  if (state.success) return state.data;
  throw new AppError('damaged', `The checkpoint ${file} does not say which step of training it is from.`);
}
