import type { ELEMENT, ElementType } from './onnx-messages.ts';

/** Name of a value in the graph: of an input, an initializer, or a node's output. */
export type ValueName = string;

/** What an attribute of a node may be. Numbers in `float` and `floats` are floats, in `int` and `ints` whole numbers. */
export type Attribute = { float: number } | { int: number } | { ints: readonly number[] };

/** A tensor that is part of the file. Its bytes are made when they are written, so that memory holds one at a time. */
export interface Initializer {
  readonly name: ValueName;
  readonly element: ElementType;
  readonly dims: readonly number[];
  readonly load: () => Promise<ArrayBufferView>;
}

/** A node as ONNX's `NodeProto` wants it. */
export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  readonly input: readonly ValueName[];
  readonly output: readonly ValueName[];
  readonly attribute: readonly object[];
}

/**
 * Collects the nodes and tensors of one ONNX graph. Each node has one output, which is named like it; a call gives that name back, so that a graph reads
 * like the computation it stands for.
 */
export class OnnxGraph {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: Initializer[] = [];
  private readonly names = new Set<string>();

  /** Adds a node. An empty name among its inputs leaves an optional one out. */
  add(
    opType: string,
    name: string,
    input: readonly ValueName[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): ValueName {
    this.claim(name);
    const attribute = Object.entries(attributes).map(([key, value]) => toAttribute(key, value));
    this.nodes.push({ name, opType, input, output: [name], attribute });
    return name;
  }

  /** Adds a tensor of the file. */
  tensor(initializer: Initializer): ValueName {
    this.claim(initializer.name);
    this.initializers.push(initializer);
    return initializer.name;
  }

  /** A vector of whole numbers: a shape, axes, places. */
  ints(name: string, values: readonly number[]): ValueName {
    const data = BigInt64Array.from(values, BigInt);
    return this.tensor({ name, element: 'int64', dims: [values.length], load: async () => data });
  }

  private claim(name: string): void {
    if (this.names.has(name)) throw new Error(`The ONNX graph has a ${name} already`);
    this.names.add(name);
  }
}

/** `AttributeProto` with the number of its type. */
function toAttribute(name: string, value: Attribute): object {
  if ('float' in value) return { name, type: 1, f: value.float };
  if ('int' in value) return { name, type: 2, i: value.int };
  return { name, type: 7, ints: value.ints };
}

/** Bytes of an initializer. */
export function bytesOf({ element, dims }: Pick<Initializer, 'element' | 'dims'>): number {
  return dims.reduce((product, size) => product * size, 1) * ELEMENT_BYTES[element];
}

const ELEMENT_BYTES = {
  float32: 4,
  uint8: 1,
  int32: 4,
  int64: 8,
  float16: 2,
  float64: 8,
} as const satisfies Record<keyof typeof ELEMENT, number>;
