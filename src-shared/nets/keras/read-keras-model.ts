import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { PICTURE } from '../layer-spec.ts';
import type { ImageShape } from '../net-spec.ts';

/** A layer as a Keras file has it. */
export interface KerasNode {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of the layers that it reads; `picture` for the model's input. */
  readonly inputs: readonly string[];
}

/** A sequential or functional model from pictures to one output. */
export interface KerasModel {
  readonly name: string;
  readonly input: ImageShape;
  /** Each behind those that it reads. */
  readonly nodes: readonly KerasNode[];
}

const Layer = z.object({
  class_name: z.string(),
  name: z.string().optional(),
  config: z.record(z.string(), z.unknown()),
  inbound_nodes: z.array(z.unknown()).default([]),
  build_config: z.object({ input_shape: z.unknown() }).partial().nullish(),
});
type Layer = z.infer<typeof Layer>;

const Model = z.object({
  class_name: z.string(),
  // Very old sequential models have the list itself.
  config: z.union([
    z.array(Layer).transform((layers) => ({ name: 'sequential', layers })),
    z.looseObject({ name: z.string().default('imported'), layers: z.array(Layer) }),
  ]),
});
type Model = z.infer<typeof Model>;

/** `[name, node, tensor]`, with call arguments behind them in Keras 2: a layer's output. */
const History = z.tuple([z.string(), z.int(), z.int()]).rest(z.unknown());
const KerasTensor = z.object({
  class_name: z.literal('__keras_tensor__'),
  config: z.object({ keras_history: History }),
});

/**
 * Reads what `model.to_json()` of Keras 2 or 3 gives, the `config.json` of a `.keras` file, or the `model.json` of a TensorFlow.js layers model.
 * Throws `bad-request` or `unsupported`, naming the layer, for what is no model of one picture and one output, in which each layer is used once.
 */
export function readKerasModel(text: string): KerasModel {
  const model = Model.safeParse(unwrap(parseJson(text)));
  if (!model.success) throw notKeras();
  switch (model.data.class_name) {
    case 'Sequential':
      return readSequential(model.data);
    case 'Functional':
    case 'Model':
      return readFunctional(model.data);
    default:
      throw new AppError(
        'unsupported',
        `This Keras model is a ${model.data.class_name}: only Sequential and Functional models say what they are made of.`,
      );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('bad-request', 'This is no JSON: give what model.to_json() returns.', { cause });
  }
}

/** The model inside of TensorFlow.js' and HDF5's wrappings. */
function unwrap(json: unknown): unknown {
  const wrapped = z
    .union([
      z.object({ modelTopology: z.object({ model_config: z.unknown() }) }).transform((v) => v.modelTopology),
      z.object({ model_config: z.unknown() }),
    ])
    .safeParse(json);
  return wrapped.success ? wrapped.data.model_config : json;
}

function notKeras(): AppError {
  return new AppError(
    'bad-request',
    'This JSON is no Keras model: give what model.to_json() returns, or the config.json of a .keras file.',
  );
}

function readSequential({ config: { name, layers } }: Model): KerasModel {
  let before: string = PICTURE;
  const nodes: KerasNode[] = [];
  for (const layer of layers) {
    if (layer.class_name === 'InputLayer') continue;
    const node = toNode(layer, [before]);
    nodes.push(node);
    before = node.name;
  }
  const [first] = layers;
  if (!first || nodes.length === 0) throw new AppError('bad-request', 'This Keras model has no layers.');
  return { name, input: inputShape(first), nodes };
}

function readFunctional({ config: { name, layers, ...rest } }: Model): KerasModel {
  const inputs = layers.filter(({ class_name }) => class_name === 'InputLayer');
  const [input, second] = inputs;
  if (!input || second)
    throw new AppError('unsupported', `This Keras model has ${inputs.length} inputs and not one.`);
  const picture = nameOf(input);
  const nodes = layers
    .filter((layer) => layer !== input)
    .map((layer) =>
      toNode(
        layer,
        sourcesOf(layer).map((source) => (source === picture ? PICTURE : source)),
      ),
    );
  if (nodes.length === 0) throw new AppError('bad-request', 'This Keras model has no layers.');
  const ordered = inOrder(nodes);
  const output = 'output_layers' in rest ? outputName(rest['output_layers']) : undefined;
  const last = ordered.find((node) => node.name === output) ?? ordered.at(-1);
  // The last one has to stand at the end; nothing can read it.
  const others = ordered.filter((node) => node !== last);
  return { name, input: inputShape(input), nodes: last ? [...others, last] : others };
}

function outputName(outputs: unknown): string {
  const one = z.union([History, z.tuple([History]).transform(([only]) => only)]).safeParse(outputs);
  if (!one.success) throw new AppError('unsupported', 'This Keras model has several outputs and not one.');
  return one.data[0];
}

/** Sorted so that each layer comes behind those that it reads; the order stays where it is so already. */
function inOrder(nodes: readonly KerasNode[]): KerasNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const done = new Set<string>([PICTURE]);
  const ordered: KerasNode[] = [];
  let waiting = [...nodes];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ inputs }) => inputs.every((input) => done.has(input)));
    if (ready.length === 0) throw stuck(waiting, byName);
    // One after the other, so that what was in order stays in order.
    const upTo = waiting.findIndex(({ inputs }) => !inputs.every((input) => done.has(input)));
    const next = upTo > 0 ? waiting.slice(0, upTo) : ready;
    for (const node of next) done.add(node.name);
    ordered.push(...next);
    waiting = waiting.filter((node) => !done.has(node.name));
  }
  return ordered;
}

function stuck(waiting: readonly KerasNode[], byName: ReadonlyMap<string, unknown>): AppError {
  for (const { name, inputs } of waiting) {
    const missing = inputs.find((input) => input !== PICTURE && !byName.has(input));
    if (missing)
      return new AppError('bad-request', `Layer ${name} reads ${missing}, which the model does not have.`);
  }
  return new AppError('bad-request', `Layer ${waiting[0]?.name} reads what is computed of it: a circle.`);
}

function toNode(layer: Layer, inputs: readonly string[]): KerasNode {
  return { className: layer.class_name, name: nameOf(layer), config: layer.config, inputs };
}

function nameOf({ name, config, class_name }: Layer): string {
  const own = z
    .string()
    .min(1)
    .safeParse(config['name'] ?? name);
  if (!own.success) throw new AppError('bad-request', `A layer of the class ${class_name} has no name.`);
  return own.data;
}

/** Names of the layers that one reads, in Keras 3's way of writing or in that of Keras 2 and TensorFlow.js. */
function sourcesOf(layer: Layer): string[] {
  const [call, another] = layer.inbound_nodes;
  if (call === undefined)
    throw new AppError('bad-request', `Layer ${nameOf(layer)} reads nothing: take it out of the model.`);
  if (another !== undefined) {
    throw new AppError(
      'unsupported',
      `Layer ${nameOf(layer)} is used in ${layer.inbound_nodes.length} places that share its weights, which networks here cannot.`,
    );
  }
  const keras3 = z.object({ args: z.array(z.unknown()), kwargs: z.unknown() }).safeParse(call);
  const histories = keras3.success ? tensorsIn(keras3.data.args) : z.array(History).safeParse(call).data;
  if (
    !histories ||
    histories.length === 0 ||
    histories.some(([, node, tensor]) => node !== 0 || tensor !== 0)
  ) {
    throw new AppError('unsupported', `Layer ${nameOf(layer)} reads something else than outputs of layers.`);
  }
  return histories.map(([source]) => source);
}

/** All outputs of layers among the arguments of a call; undefined where there is something else. */
function tensorsIn(args: readonly unknown[]): z.infer<typeof History>[] | undefined {
  const [first, ...others] = args;
  if (others.length > 0) return undefined;
  const tensors = z.array(KerasTensor).safeParse(Array.isArray(first) ? first : [first]);
  return tensors.data?.map(({ config }) => config.keras_history);
}

function inputShape({ config, build_config }: Layer): ImageShape {
  const shape = config['batch_shape'] ?? config['batch_input_shape'] ?? build_config?.input_shape;
  const size = z.int().positive();
  const parsed = z.tuple([z.int().nullable(), size, size, size]).safeParse(shape);
  if (!parsed.success) {
    throw new AppError(
      'unsupported',
      `The model takes ${JSON.stringify(shape ?? null)}, and networks here take pictures of one size: [null, height, width, 3].`,
    );
  }
  const [, height, width, channels] = parsed.data;
  return [height, width, channels];
}
