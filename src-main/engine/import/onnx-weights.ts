import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../src-shared/errors.ts';
import { examineOnnx } from '../../../src-shared/onnx/examine-onnx.ts';
import { ELEMENT, onnxMessage } from '../export/onnx/onnx-messages.ts';
import type { ForeignLayer, ForeignTensor, ForeignWeights } from './foreign-weights.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const Tensor = z.object({
  name: z.string(),
  dims: z.array(z.coerce.number().int().nonnegative()),
  dataType: z.number(),
  floatData: z.array(z.number()),
  doubleData: z.array(z.number()),
  rawData: bytes,
});
type Tensor = z.infer<typeof Tensor>;
const Node = z.object({
  opType: z.string(),
  input: z.array(z.string()),
  output: z.array(z.string()),
  attribute: z.array(
    z.object({
      name: z.string(),
      i: z.coerce.number(),
      ints: z.array(z.coerce.number()),
      t: Tensor.nullable().optional(),
    }),
  ),
});
type Node = z.infer<typeof Node>;
const Model = z.object({ graph: z.object({ node: z.array(Node), initializer: z.array(Tensor) }) });

/** Which inputs of a node are weights. */
const WEIGHTS: Readonly<Record<string, readonly number[]>> = {
  Conv: [1, 2],
  Gemm: [1, 2],
  MatMul: [1],
  BatchNormalization: [1, 2, 3, 4],
};

/** Names that our own exports give the statistics of their pictures. */
const [MEAN, DEVIATION] = ['Input/mean', 'Input/deviation'];

/** Weights of an ONNX network, layer by layer in the order of its graph. Errors: `bad-request` (no ONNX, weights elsewhere), `damaged`, `unsupported`. */
export async function openOnnxWeights(path: string): Promise<ForeignWeights> {
  const file = await readFile(path);
  // Refuses what is hostile before anything is made of it.
  examineOnnx(file);
  const type = onnxMessage('ModelProto');
  const { graph } = Model.parse(type.toObject(type.decode(file), { defaults: true, longs: Number }));
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  for (const { opType, output, attribute } of graph.node) {
    const constant = opType === 'Constant' ? attribute.find(({ name }) => name === 'value')?.t : null;
    if (constant && output[0] !== undefined) tensors.set(output[0], { ...constant, name: output[0] });
  }
  return {
    layers: graph.node.flatMap((node) => layerOf(node, graph.node, tensors) ?? []),
    isFlattenedByChannel: isFlattenedByChannel(graph.node, tensors),
    input: inputOf(tensors),
    close: async () => undefined,
  };
}

function layerOf(
  node: Node,
  nodes: readonly Node[],
  tensors: ReadonlyMap<string, Tensor>,
): ForeignLayer | null {
  const found = (WEIGHTS[node.opType] ?? []).flatMap((place) => tensors.get(node.input[place] ?? '') ?? []);
  const [first] = found;
  if (!first || (node.opType === 'MatMul' && first.dims.length !== 2)) return null;
  if (node.opType === 'MatMul') {
    const bias = biasBehind(node, nodes, tensors);
    return {
      kind: 'dense',
      tensors: [...found, ...(bias ? [bias] : [])].map((tensor) => foreign(tensor, [0, 1])),
    };
  }
  if (node.opType === 'Conv')
    return { kind: 'conv', tensors: found.map((tensor) => foreign(tensor, [2, 3, 1, 0])) };
  if (node.opType === 'BatchNormalization')
    return { kind: 'norm', tensors: found.map((tensor) => foreign(tensor, [0])) };
  const isTransposed = node.attribute.some(({ name, i }) => name === 'transB' && i === 1);
  return { kind: 'dense', tensors: found.map((tensor) => foreign(tensor, isTransposed ? [1, 0] : [0, 1])) };
}

/** A dense layer without `Gemm` adds its bias in a node of its own. */
function biasBehind(
  { output }: Node,
  nodes: readonly Node[],
  tensors: ReadonlyMap<string, Tensor>,
): Tensor | undefined {
  const add = nodes.find(({ opType, input }) => opType === 'Add' && input.includes(output[0] ?? ''));
  return add?.input.map((name) => tensors.get(name)).find((tensor) => tensor?.dims.length === 1);
}

function foreign(tensor: Tensor, order: readonly number[]): ForeignTensor {
  const { name, dims } = tensor;
  return {
    name,
    shape: dims,
    order: dims.length === 1 ? [0] : order,
    read: async () => valuesOf(tensor),
  };
}

/** As many values as the shape says, of whatever float type. */
function valuesOf({ name, dims, dataType, rawData, floatData, doubleData }: Tensor): Float32Array {
  const count = dims.reduce((product, size) => product * size, 1);
  // A copy, because what is decoded lies in the file's own bytes, wherever.
  const raw = new Uint8Array(rawData).buffer;
  const values = (): Float32Array | undefined => {
    switch (dataType) {
      case ELEMENT.float32:
        return rawData.length > 0 ? whole(raw, 4) && new Float32Array(raw) : Float32Array.from(floatData);
      case ELEMENT.float16:
        return whole(raw, 2) && Float32Array.from(new Float16Array(raw));
      case ELEMENT.float64:
        return rawData.length > 0
          ? whole(raw, 8) && Float32Array.from(new Float64Array(raw))
          : Float32Array.from(doubleData);
      default:
        throw new AppError('unsupported', `The tensor ${name} is not of floats.`);
    }
  };
  const found = values();
  if (found?.length === count) return found;
  throw new AppError(
    'damaged',
    `The tensor ${name} has not as many values as its shape ${dims.join(' × ')} says.`,
  );
}

/** Undefined where the bytes are no whole number of values. */
function whole(raw: ArrayBuffer, width: number): true | undefined {
  return raw.byteLength % width === 0 ? true : undefined;
}

/** Feature maps are channels first in ONNX; converters from Keras turn them before they flatten them. */
function isFlattenedByChannel(nodes: readonly Node[], tensors: ReadonlyMap<string, Tensor>): boolean {
  const makers = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node])));
  const first = nodes.find(
    ({ opType, input }) => (opType === 'Gemm' || opType === 'MatMul') && tensors.has(input[1] ?? ''),
  );
  for (let node = makers.get(first?.input[0] ?? ''); node; node = makers.get(node.input[0] ?? '')) {
    if (node.opType === 'Transpose')
      return !node.attribute.some(({ name, ints }) => name === 'perm' && ints.join() === '0,2,3,1');
    if (node.opType === 'Conv') break;
  }
  return true;
}

function inputOf(tensors: ReadonlyMap<string, Tensor>): ForeignWeights['input'] {
  const [mean, deviation] = [tensors.get(MEAN), tensors.get(DEVIATION)];
  return mean && deviation ? { mean: [...valuesOf(mean)], deviation: [...valuesOf(deviation)] } : null;
}
