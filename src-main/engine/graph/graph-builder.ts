/** TensorFlow's element types, by their numbers in `DataType` of types.proto. */
export const DT = {
  float32: 1,
  int32: 3,
  uint8: 4,
  string: 7,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  float16: 19,
} as const;
export type DType = keyof typeof DT;

/** One output of a node: `name` (the first) or `name:1`. */
export type Ref = string;

/** An attribute as TensorFlow's `AttrValue` message wants it. */
export type Attr =
  | { s: Uint8Array }
  | { i: number }
  | { f: number }
  | { b: boolean }
  | { type: number }
  | { shape: { dim: { size: number }[] } }
  | { list: { i: number[] } | { type: number[] } }
  | { tensor: { dtype: number; tensorShape: { dim: { size: number }[] } } & TensorData };

/** Values of a tensor: bytes in the machine's order, or strings. */
type TensorData = { tensorContent: Uint8Array } | { stringVal: Uint8Array[] };

/** A node as TensorFlow's `NodeDef` message wants it. */
export interface GraphNode {
  name: string;
  op: string;
  input: string[];
  attr: Record<string, Attr>;
}

export const attr = {
  string: (value: string): Attr => ({ s: Buffer.from(value) }),
  int: (value: number): Attr => ({ i: value }),
  float: (value: number): Attr => ({ f: value }),
  bool: (value: boolean): Attr => ({ b: value }),
  type: (dtype: DType): Attr => ({ type: DT[dtype] }),
  /** -1 stands for a size that is known only when the graph runs. */
  shape: (shape: readonly number[]): Attr => ({ shape: { dim: shape.map((size) => ({ size })) } }),
  ints: (values: readonly number[]): Attr => ({ list: { i: [...values] } }),
  types: (dtypes: readonly DType[]): Attr => ({ list: { type: dtypes.map((dtype) => DT[dtype]) } }),
};

/**
 * Collects the nodes of one TensorFlow graph. Names are unique; each call adds one node and gives back its first output,
 * so that a graph reads like the computation it stands for.
 */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  private readonly names = new Set<string>();

  /**
   * Adds a node. `after` lists nodes that must have run before it without feeding it (control inputs).
   * Throws on a name that is taken: two layers of one name would silently share weights.
   */
  add(
    op: string,
    name: string,
    inputs: readonly Ref[],
    attrs: Record<string, Attr> = {},
    after: readonly Ref[] = [],
  ): Ref {
    if (this.names.has(name)) throw new Error(`The graph has a node ${name} already`);
    this.names.add(name);
    const control = [...new Set(after.map((ref) => `^${nodeOf(ref)}`))];
    this.nodes.push({ name, op, input: [...inputs, ...control], attr: attrs });
    return name;
  }

  /** A value fed at every run. */
  placeholder(name: string, dtype: DType, shape: readonly number[]): Ref {
    return this.add('Placeholder', name, [], { dtype: attr.type(dtype), shape: attr.shape(shape) });
  }

  /** A float32 constant of any shape; `values` in row-major order. */
  floats(name: string, values: ArrayLike<number>, shape: readonly number[] = []): Ref {
    return this.constant(name, 'float32', shape, new Float32Array(values));
  }

  /** An int32 constant; a scalar where `shape` is empty. */
  ints(name: string, values: readonly number[], shape: readonly number[] = [values.length]): Ref {
    return this.constant(name, 'int32', shape, new Int32Array(values));
  }

  /** A constant list of strings. */
  strings(name: string, values: readonly string[]): Ref {
    const tensor = {
      dtype: DT.string,
      tensorShape: { dim: [{ size: values.length }] },
      stringVal: values.map((value) => Buffer.from(value)),
    };
    return this.add('Const', name, [], { dtype: attr.type('string'), value: { tensor } });
  }

  /** Adds a cast, or gives the value back where it has the type already. */
  cast(name: string, value: Ref, from: DType, to: DType): Ref {
    return from === to
      ? value
      : this.add('Cast', name, [value], { SrcT: attr.type(from), DstT: attr.type(to) });
  }

  private constant(
    name: string,
    dtype: DType,
    shape: readonly number[],
    values: Float32Array | Int32Array,
  ): Ref {
    const tensor = {
      dtype: DT[dtype],
      tensorShape: { dim: shape.map((size) => ({ size })) },
      tensorContent: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    };
    return this.add('Const', name, [], { dtype: attr.type(dtype), value: { tensor } });
  }
}

/** The node behind one of its outputs. */
function nodeOf(ref: Ref): string {
  return ref.split(':')[0] ?? ref;
}
