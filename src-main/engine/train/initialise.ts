import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { type NetVariable, netVariables } from '../../../src-shared/nets/variables.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { averageOf, isTrainingState } from '../checkpoint/tensor-names.ts';
import { LOSS_SCALING } from '../graph/update/loss-scale.ts';
import type { NetSession, Pictures } from '../net-session.ts';
import { COLOUR_AXES, INPUT_DEVIATION, INPUT_MEAN, LOSS_SCALE } from '../session-variables.ts';

/** What pictures look like on average: mean and standard deviation of each channel over the training split, 0..255. */
export interface InputStatistics {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
  /** [3, 3]: each row a principal axis of the colours, as long as its variance over 255. */
  readonly colourAxes: Float32Array;
}

/** How close to its target a layer's output must come, and how often it is tried (Mishkin and Matas 2016, section 3). */
const LSUV = { tolerance: 0.05, rounds: 5 };

/**
 * Deviation that the output of a layer starts with. Convolutions get the method's 1. One step of gradient descent moves the output of a dense layer by about
 * rate · |input|², and AlexNet's have thousands of inputs: starting smaller, and the last one smallest, keeps that below the
 * output itself at the rates that convolutions need.
 */
const DEVIATION = { conv: 1, hidden: 0.5, last: 0.2 } as const;

/** Gives every variable of a new network its first value. `pictures` are some training pictures that `lsuv` looks at. */
export function initialise(
  session: NetSession,
  net: BuiltNet,
  method: Recipe['initialisation'],
  statistics: InputStatistics,
  pictures: Pictures,
): void {
  session.write(INPUT_MEAN, statistics.mean);
  session.write(INPUT_DEVIATION, statistics.deviation);
  for (const { name } of session.variables) {
    if (name === COLOUR_AXES) session.write(name, statistics.colourAxes);
    else if (isTrainingState(name)) session.fill(name, name === LOSS_SCALE ? LOSS_SCALING.first : 0);
  }
  for (const [index, variable] of netVariables(net).entries()) {
    if (variable.role === 'kernel') session.draw(variable.name, deviationOf(variable, method), index);
    else session.fill(variable.name, firstValue(variable, net, method));
  }
  if (method === 'lsuv') scaleLayerByLayer(session, net, pictures);
  beginAverages(session);
}

/** The averages of weights begin as the weights. */
export function beginAverages(session: Pick<NetSession, 'variables' | 'readAll' | 'write'>): void {
  const names = new Set(session.variables.map(({ name }) => name));
  const averaged = [...names].filter((name) => names.has(averageOf(name)));
  if (averaged.length === 0) return;
  for (const [index, values] of session.readAll(averaged).entries()) {
    session.write(averageOf(averaged[index] ?? ''), values);
  }
}

/** `paper`: 0.01 everywhere (section 5). Otherwise √(2 / fan in), which keeps the variance through a ReLU (He et al. 2015, eq. 10). */
function deviationOf(variable: NetVariable, method: Recipe['initialisation']): number {
  return method === 'paper' ? 0.01 : Math.sqrt(2 / variable.fanIn);
}

function firstValue({ role, layer }: NetVariable, net: BuiltNet, method: Recipe['initialisation']): number {
  if (role === 'gamma' || role === 'moving-variance') return 1;
  return role === 'bias' && method === 'paper' && paperBiasLayers(net).has(layer) ? 1 : 0;
}

/** The paper, section 5: biases of the second, fourth and fifth convolution and of the hidden dense layers start at 1. */
function paperBiasLayers(net: BuiltNet): Set<string> {
  const convolutions = net.layers.filter((layer) => layer.type === 'conv');
  const dense = net.layers.filter((layer) => layer.type === 'dense');
  const second = [1, 3, 4].flatMap((index) => convolutions[index]?.name ?? []);
  return new Set([...second, ...dense.slice(0, -1).map((layer) => layer.name)]);
}

/**
 * Layer-sequential unit variance (Mishkin and Matas, "All you need is a good init", 2016, algorithm 1) from normal instead of orthonormal
 * kernels: layer by layer from the first, the kernel is scaled until the deviation of what comes out of it is the wanted one. Without it the
 * deck's network, which has no normalisation, sits on its starting plateau (docs/decisions/recipes.md).
 */
function scaleLayerByLayer(session: NetSession, net: BuiltNet, pictures: Pictures): void {
  for (const { name, layer, role } of netVariables(net)) {
    if (role !== 'kernel') continue;
    const target = DEVIATION[kindOf(layer, net)];
    for (let round = 0; round < LSUV.rounds; round++) {
      const ratio = session.spread(layer, pictures) / target;
      if (!(ratio > 0) || Math.abs(ratio - 1) < LSUV.tolerance) break;
      session.rescale(name, 1 / ratio);
    }
  }
}

function kindOf(layer: string, net: BuiltNet): keyof typeof DEVIATION {
  if (net.layers.at(-1)?.name === layer) return 'last';
  return net.layers.some(({ name, type }) => name === layer && type === 'dense') ? 'hidden' : 'conv';
}
