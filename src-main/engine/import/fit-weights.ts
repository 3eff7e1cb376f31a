import { basename } from 'node:path';
import { AppError } from '../../../src-shared/errors.ts';
import { type BuiltNet, elementsOf, type ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { type TracedLayer, traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { layerVariables, type NetVariable } from '../../../src-shared/nets/variables.ts';
import type { StoredTensor } from '../checkpoint/safetensors.ts';
import { permute } from '../export/permute.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../session-variables.ts';
import type { ForeignKind, ForeignLayer, ForeignTensor, ForeignWeights } from './foreign-weights.ts';

/** Weights in the engine's names and layouts, and which variables the file has none for. */
export interface FittedWeights {
  readonly tensors: readonly StoredTensor[];
  /** The last layer's, where the file has another number of classes. */
  readonly left: readonly string[];
}

const KINDS: Readonly<Record<string, ForeignKind>> = { conv: 'conv', dense: 'dense', 'batch-norm': 'norm' };
const KIND_NAMES: Readonly<Record<ForeignKind, readonly [one: string, several: string]>> = {
  conv: ['convolution', 'convolutions'],
  dense: ['dense layer', 'dense layers'],
  norm: ['batch normalisation', 'batch normalisations'],
};

/**
 * Finds the place of each tensor: the first convolution of the file is the first of the network, and so on for each kind. All shapes are compared before
 * anything is read. Errors: `bad-request`, naming the tensor, its shape and the wanted one; `unsupported` for networks with other learned layers.
 */
export async function fitWeights(file: string, found: ForeignWeights, net: BuiltNet): Promise<FittedWeights> {
  const layers = traceShapes(net);
  const learned = layers.filter((traced) => layerVariables(traced).length > 0);
  const pairs = pairLayers(basename(file), found.layers, learned, net);
  const last = learned.at(-1);
  const left: string[] = [];
  const wanted: { variable: NetVariable; tensor: ForeignTensor; flattened: ImageShape | null }[] = [];
  for (const { traced, foreign } of pairs) {
    const variables = layerVariables(traced);
    if (traced === last && hasOtherClasses(foreign, variables)) {
      left.push(...variables.map(({ name }) => name));
      continue;
    }
    const flattened = found.isFlattenedByChannel ? flattenedMap(traced, layers) : null;
    for (const [index, variable] of variables.entries()) {
      const tensor = foreign.tensors[index];
      if (!tensor) throw lacks(basename(file), foreign, variable);
      checkShape(basename(file), tensor, variable);
      wanted.push({ variable, tensor, flattened: variable.role === 'kernel' ? flattened : null });
    }
  }
  const tensors: StoredTensor[] = inputTensors(found);
  for (const { variable, tensor, flattened } of wanted) {
    const { name, shape } = variable;
    tensors.push({ name, shape, values: inEngineOrder(await tensor.read(), tensor, variable, flattened) });
  }
  return { tensors, left };
}

interface Pair {
  readonly traced: TracedLayer;
  readonly foreign: ForeignLayer;
}

function pairLayers(
  file: string,
  found: readonly ForeignLayer[],
  learned: readonly TracedLayer[],
  net: BuiltNet,
): Pair[] {
  const other = learned.find(({ type }) => KINDS[type] === undefined);
  if (other) {
    throw new AppError(
      'unsupported',
      `${net.title} has a ${other.type} layer (${other.layer.name}): weights from elsewhere are taken over for networks of convolutions, dense layers and batch normalisation only.`,
    );
  }
  for (const kind of ['conv', 'dense', 'norm'] as const) {
    const has = found.filter((layer) => layer.kind === kind).length;
    const wants = learned.filter(({ type }) => KINDS[type] === kind).length;
    if (has === wants) continue;
    const [one, several] = KIND_NAMES[kind];
    throw new AppError(
      'bad-request',
      `${file} has ${has} ${has === 1 ? one : several} and ${net.title} has ${wants}: it is another network.`,
    );
  }
  const places = { conv: 0, dense: 0, norm: 0 };
  return learned.flatMap((traced) => {
    const kind = KINDS[traced.type] ?? 'conv';
    const foreign = found.filter((layer) => layer.kind === kind)[places[kind]++];
    return foreign ? [{ traced, foreign }] : [];
  });
}

/** Whether a last layer fits but for its outputs. */
function hasOtherClasses({ tensors }: ForeignLayer, [kernel]: readonly NetVariable[]): boolean {
  const [first] = tensors;
  if (!first || !kernel) return false;
  const shape = first.order.map((axis) => first.shape[axis]);
  return shape[0] === kernel.shape[0] && shape[1] !== kernel.shape[1];
}

function checkShape(file: string, { name, shape, order }: ForeignTensor, variable: NetVariable): void {
  const ordered = order.map((axis) => shape[axis]);
  if (ordered.join() === variable.shape.join()) return;
  const turned = ordered.join() === shape.join() ? '' : ` (${ordered.join(' × ')} in this program's order)`;
  throw new AppError(
    'bad-request',
    `The tensor ${name} of ${file} is ${shape.join(' × ')}${turned}, and ${variable.name} wants ${variable.shape.join(' × ')}: the file is of another network.`,
  );
}

function lacks(file: string, { tensors }: ForeignLayer, variable: NetVariable): AppError {
  const beside = tensors[0] ? ` beside ${tensors[0].name}` : '';
  return new AppError(
    'bad-request',
    `${file} has no tensor${beside} for ${variable.name}, which wants ${variable.shape.join(' × ')}.`,
  );
}

/** The feature map that a dense layer reads as a vector, or null where it reads something else. */
function flattenedMap(traced: TracedLayer, layers: readonly TracedLayer[]): ImageShape | null {
  const before = layers.find(({ layer }) => layer.name === traced.sources[0]);
  if (traced.type !== 'dense' && traced.type !== 'dropout' && traced.type !== 'activation') return null;
  if (before?.type === 'flatten') {
    const [height, width, channels] = before.input;
    return before.input.length === 3 ? [height ?? 1, width ?? 1, channels ?? 1] : null;
  }
  return before?.type === 'dropout' || before?.type === 'activation' ? flattenedMap(before, layers) : null;
}

function inEngineOrder(
  values: Float32Array,
  { shape, order }: ForeignTensor,
  variable: NetVariable,
  flattened: ImageShape | null,
): Float32Array {
  const isInOrder = order.every((axis, index) => axis === index);
  const turned = isInOrder ? values : permute(values, shape, order);
  if (flattened === null) return turned;
  const [height, width, channels] = flattened;
  const outputs = elementsOf(variable.shape) / (height * width * channels);
  return permute(turned, [channels, height * width, outputs], [1, 0, 2]);
}

function inputTensors({ input }: ForeignWeights): StoredTensor[] {
  if (input?.mean.length !== 3 || input.deviation.length !== 3) return [];
  return [
    { name: INPUT_MEAN, shape: [3], values: new Float32Array(input.mean) },
    { name: INPUT_DEVIATION, shape: [3], values: new Float32Array(input.deviation) },
  ];
}
