import { AppError } from '../../errors.ts';
import { CustomNet } from '../custom-net.ts';
import { PICTURE } from '../layer-spec.ts';
import { NetName, type TensorShape, type Topology } from '../net-spec.ts';
import { netSpec } from '../nets.ts';
import { traceLayer } from '../trace-shapes.ts';
import { uniqueNamer } from '../unique-namer.ts';
import { foldLayers, type ReadingLayer } from './fold-layers.ts';
import { layerOfNode } from './layer-of-node.ts';
import { type KerasNode, readKerasModel } from './read-keras-model.ts';

/**
 * A Keras model as a network: what `model.to_json()` of Keras 2 or 3 gives, the `config.json` of a `.keras` file, or the `model.json` of a TensorFlow.js layers
 * model. Layers keep their names, in lower case. A last dense layer without activation gets the softmax that the loss would have done. Weights are not in it.
 * Throws `bad-request` or `unsupported`, naming the layer and what of it networks here cannot have.
 */
export function netFromKerasJson(text: string): CustomNet {
  const { name, input, nodes } = readKerasModel(text);
  const layers = foldLayers(readLayers(input, withMinPooling(nodes)));
  const last = layers.at(-1);
  if (last?.type !== 'dense') {
    throw new AppError(
      'unsupported',
      `The model ends in ${nodes.at(-1)?.name}: it has to end in a Dense layer with softmax, one unit for each class.`,
    );
  }
  const ended = last.activation === 'linear' ? layers.with(-1, { ...last, activation: 'softmax' }) : layers;
  const net = CustomNet.safeParse({
    name: nameOf(name),
    input,
    layers: ended.map((layer, index) => readingOnlyWhatItMust(layer, ended[index - 1]?.name ?? PICTURE)),
  });
  if (!net.success) {
    const [issue] = net.error.issues;
    throw new AppError(
      'unsupported',
      `This Keras model cannot be a network here: ${issue?.path.join('.')} ${issue?.message}.`,
    );
  }
  netSpec(net.data, last.units);
  return net.data;
}

/** One layer after the other, because some need to know the shape that they are given. */
function readLayers(input: Topology['input'], nodes: readonly KerasNode[]): ReadingLayer[] {
  const unique = uniqueNamer([PICTURE]);
  const names = new Map<string, string>([[PICTURE, PICTURE]]);
  const shapes = new Map<string, TensorShape>([[PICTURE, input]]);
  const layers: ReadingLayer[] = [];
  for (const node of nodes) {
    const inputs = node.inputs.map((source) => names.get(source) ?? source);
    const [first = PICTURE] = inputs;
    const layer = layerOfNode({ ...node, inputs }, shapes.get(first) ?? input);
    if (!layer) {
      names.set(node.name, first);
      continue;
    }
    const name = unique(plainName(node.name));
    // The spread of a union is not seen to be one of its members.
    const named = { ...layer, name, inputs } as ReadingLayer;
    names.set(node.name, name);
    shapes.set(name, traceLayer(named, inputs, shapes).output);
    layers.push(named);
  }
  return layers;
}

/** Min pooling is written as max pooling of −x. */
function withMinPooling(nodes: readonly KerasNode[]): KerasNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const readersOf = (name: string) => nodes.filter(({ inputs }) => inputs.includes(name));
  const isNegative = (node: KerasNode | undefined): node is KerasNode =>
    node?.className === 'Rescaling' && node.config['scale'] === -1 && (node.config['offset'] ?? 0) === 0;
  const gone = new Map<string, string>();
  const pooled = nodes.map((node) => {
    const before = byName.get(node.inputs[0] ?? '');
    const [behind, other] = readersOf(node.name);
    const isMin = node.className === 'MaxPooling2D' && isNegative(before) && isNegative(behind) && !other;
    if (!isMin || readersOf(before.name).length > 1) return node;
    gone.set(before.name, '').set(behind.name, node.name);
    return { ...node, className: 'MinPooling2D', inputs: before.inputs };
  });
  return pooled
    .filter((node) => !gone.has(node.name))
    .map((node) => ({ ...node, inputs: node.inputs.map((input) => gone.get(input) || input) }));
}

/** A layer's `inputs` are left out where it reads the one before. */
function readingOnlyWhatItMust({ inputs, ...layer }: ReadingLayer, before: string): object {
  return inputs.length === 1 && inputs[0] === before ? layer : { ...layer, inputs };
}

/** Lower case letters, digits and underscores, a letter first. */
function plainName(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return /^[a-z]/.test(plain) ? plain : `layer_${plain}`;
}

/** A name that no built-in network has. */
function nameOf(name: string): string {
  const plain = name.trim().slice(0, 70) || 'imported';
  return NetName.safeParse(plain).success ? `${plain} (Keras)` : plain;
}
