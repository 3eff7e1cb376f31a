import type { NetVariable } from '../../../../src-shared/nets/variables.ts';
import { type Attr, DT, type GraphNode } from '../../graph/graph-builder.ts';
import type { TfjsWeight } from './write-tfjs-model.ts';

/** A graph as TensorFlow.js reads it. */
export interface GraphJson {
  readonly nodes: readonly object[];
  /** Values of the constants of the graph itself, which go to the weights. */
  readonly constants: readonly TfjsWeight[];
}

/** Names of `DataType`; those that constants of our graphs have. */
const TYPE_NAMES: Readonly<Record<number, string>> = {
  [DT.float32]: 'DT_FLOAT',
  [DT.int32]: 'DT_INT32',
  [DT.bool]: 'DT_BOOL',
};

/** The graph with what reads a variable replaced by a constant of its name. All constants have their values in the file of weights. */
export function graphJson(nodes: readonly GraphNode[], variables: readonly NetVariable[]): GraphJson {
  const reading = new Map(
    nodes
      .filter(({ op }) => op === 'ReadVariableOp')
      .map(({ name, input: [variable = ''] }) => [name, variable]),
  );
  const constants: TfjsWeight[] = [];
  const kept = nodes
    .filter(({ name }) => !reading.has(name))
    .map(({ name, op, input, attr }) => {
      const { value } = attr;
      if (op === 'Const' && value && 'tensor' in value) constants.push(constantOf(name, value));
      return {
        name,
        op,
        input: input.map((from) => reading.get(from) ?? from),
        attr: Object.fromEntries(Object.entries(attr).map(([key, one]) => [key, attrJson(one)])),
      };
    });
  const held = variables.map(({ name, shape }) => ({
    name,
    op: 'Const',
    input: [],
    attr: { dtype: { type: 'DT_FLOAT' }, value: { tensor: tensorJson(DT.float32, shape) } },
  }));
  return { nodes: [...held, ...kept], constants };
}

function constantOf(name: string, { tensor }: Extract<Attr, { tensor: unknown }>): TfjsWeight {
  if (!('tensorContent' in tensor)) throw new Error(`The constant ${name} is of strings`);
  const { tensorContent, dtype, tensorShape } = tensor;
  return {
    name,
    shape: tensorShape.dim.map(({ size }) => size),
    dtype: dtype === DT.int32 ? 'int32' : 'float32',
    load: async () => tensorContent,
  };
}

/** An attribute in protobuf's JSON: bytes in base64, large numbers as text, types by name, and no values of tensors. */
function attrJson(value: Attr): object {
  if ('s' in value) return { s: Buffer.from(value.s).toString('base64') };
  if ('i' in value) return { i: String(value.i) };
  if ('type' in value) return { type: typeName(value.type) };
  if ('shape' in value) return { shape: shapeJson(value.shape.dim.map(({ size }) => size)) };
  if ('list' in value)
    return {
      list: 'i' in value.list ? { i: value.list.i.map(String) } : { type: value.list.type.map(typeName) },
    };
  if ('tensor' in value)
    return {
      tensor: tensorJson(
        value.tensor.dtype,
        value.tensor.tensorShape.dim.map(({ size }) => size),
      ),
    };
  return value;
}

function tensorJson(dtype: number, shape: readonly number[]): object {
  return { dtype: typeName(dtype), tensorShape: shapeJson(shape) };
}

function shapeJson(shape: readonly number[]): object {
  return { dim: shape.map((size) => ({ size: String(size) })) };
}

function typeName(dtype: number): string {
  const name = TYPE_NAMES[dtype];
  if (name === undefined) throw new Error(`TensorFlow.js has no type ${dtype}`);
  return name;
}
