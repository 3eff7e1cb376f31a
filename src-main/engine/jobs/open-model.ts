import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { PLAIN_TRAINING, type Precision } from '../../../src-shared/recipe.ts';
import { loadWeights, readKernels } from '../checkpoint/checkpoint.ts';
import type { NetSession } from '../net-session.ts';
import { openNet } from '../open-net.ts';
import type { Model } from '../protocol.ts';

/** A trained network ready to answer. */
export interface OpenModel {
  readonly session: NetSession;
  /** What `classProbabilities` needs of it. */
  readonly about: { readonly input: BuiltNet['input']; readonly classes: readonly string[] };
}

/** Opens a network with the weights of a checkpoint. Errors: `damaged`, `not-found`. */
export async function openModel(model: Model, precision: Precision): Promise<OpenModel> {
  const net = netSpec(model.net, model.classes.length);
  const session = await openTrained(net, model.checkpoint, precision);
  return { session, about: { input: net.input, classes: model.classes } };
}

/**
 * A session that predicts by the weights of a safetensors file. The kernels of its convolutions are constants: those oneDNN puts into its own order once, variables
 * with each batch; and for a single picture it leaves variables as they are and takes a slower way. Errors: `damaged`, `not-found`.
 */
export async function openTrained(net: BuiltNet, weights: string, precision: Precision): Promise<NetSession> {
  // Nothing is trained with it, so what the recipe says of training does not matter.
  const settings = { ...PLAIN_TRAINING, precision, dropout: false, seed: 0 };
  const session = openNet(net, settings, 'compiled', await readKernels(weights, net));
  await loadWeights(weights, session);
  return session;
}
