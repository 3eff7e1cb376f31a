import { AppError } from '../errors.ts';
import { type Field, fieldsOf, messageOf, textOf } from './wire.ts';

/** Something that a model takes in or gives. */
export interface OnnxValue {
  readonly name: string;
  /** Number of `TensorProto.DataType`: 1 float, 2 uint8, 10 float16. */
  readonly element: number;
  /** Null where a size is not fixed; null altogether where the model does not say. */
  readonly dims: readonly (number | null)[] | null;
}

/** What is told of a model without running it. */
export interface OnnxModel {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** The operator behind the first output. */
  readonly lastOperator: string | null;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Operators of these only; an unknown domain needs a library that is not here. */
const DOMAINS = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);
/** Graphs within graphs, as of loops; deeper ones only a hostile file has. */
const DEEPEST = 8;
/** `TensorProto.DataLocation.EXTERNAL`. */
const EXTERNAL = 1;

/**
 * Looks through an ONNX file (onnx.proto of github.com/onnx/onnx) by the wire format of protobuf, without making anything of its weights. Errors, all
 * `bad-request`: no ONNX or damaged, weights that lie in other files, operators of unknown domains.
 */
export function examineOnnx(bytes: Uint8Array): OnnxModel {
  const metadata = new Map<string, string>();
  let graph: Graph | undefined;
  let hasOperatorSet = false;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 7) graph = readGraph(field, 0);
    if (field.number === 8) hasOperatorSet = true;
    if (field.number === 14) {
      const [key, value] = keyAndValue(field);
      metadata.set(key, value);
    }
    // Functions hold nodes as graphs do.
    if (field.number === 25) for (const part of messageOf(field)) if (part.number === 7) readNode(part, 0);
  }
  if (!graph || !hasOperatorSet)
    throw new AppError('bad-request', 'The file is no ONNX model: it has no graph.');
  const { inputs, outputs, producers, initializers } = graph;
  return {
    inputs: inputs.filter(({ name }) => !initializers.has(name)),
    outputs,
    lastOperator: producers.get(outputs[0]?.name ?? '') ?? null,
    metadata,
  };
}

interface Graph {
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
  readonly initializers: Set<string>;
  /** Operators by the names of what they give. */
  readonly producers: Map<string, string>;
}

function readGraph(graph: Field, depth: number): Graph {
  if (depth > DEEPEST)
    throw new AppError('bad-request', 'The model has graphs within graphs, deeper than is read.');
  const read: Graph = { inputs: [], outputs: [], initializers: new Set(), producers: new Map() };
  for (const field of messageOf(graph)) {
    if (field.number === 1) {
      const { operator, outputs } = readNode(field, depth);
      for (const output of outputs) read.producers.set(output, operator);
    }
    if (field.number === 5) read.initializers.add(checkTensor(field));
    if (field.number === 11) read.inputs.push(readValue(field));
    if (field.number === 12) read.outputs.push(readValue(field));
    // Sparse tensors: values and places.
    if (field.number === 15) for (const part of messageOf(field)) if (part.number < 3) checkTensor(part);
  }
  return read;
}

function readNode(node: Field, depth: number): { operator: string; outputs: string[] } {
  const outputs: string[] = [];
  let [operator, domain] = ['', ''];
  for (const field of messageOf(node)) {
    if (field.number === 2) outputs.push(textOf(field));
    if (field.number === 4) operator = textOf(field);
    if (field.number === 5) checkAttribute(field, depth);
    if (field.number === 7) domain = textOf(field);
  }
  if (!DOMAINS.has(domain)) {
    throw new AppError(
      'bad-request',
      `The model uses ${operator} of "${domain.slice(0, 80)}", which is not part of ONNX: export it without operators of its own.`,
    );
  }
  return { operator, outputs };
}

/** Attributes may hold tensors and graphs. */
function checkAttribute(attribute: Field, depth: number): void {
  for (const field of messageOf(attribute)) {
    if (typeof field.value === 'number') continue;
    if (field.number === 5 || field.number === 10) checkTensor(field);
    if (field.number === 6 || field.number === 11) readGraph(field, depth + 1);
  }
}

/** Refuses a tensor whose values lie elsewhere: such a file could name any other on this machine. Gives its name. */
function checkTensor(tensor: Field): string {
  let name = '';
  for (const field of messageOf(tensor)) {
    if (field.number === 8) name = textOf(field);
    if (field.number === 13 || (field.number === 14 && field.value === EXTERNAL)) {
      throw new AppError(
        'bad-request',
        'The model keeps its weights in other files. Save it as one file (onnx.save with save_as_external_data=False).',
      );
    }
  }
  return name;
}

function readValue(info: Field): OnnxValue {
  let [name, element] = ['', 0];
  let dims: (number | null)[] | null = null;
  for (const field of messageOf(info)) {
    if (field.number === 1) name = textOf(field);
    if (field.number !== 2) continue;
    for (const kind of messageOf(field)) {
      if (kind.number !== 1) continue; // only tensors
      for (const part of messageOf(kind)) {
        if (part.number === 1 && typeof part.value === 'number') element = part.value;
        if (part.number === 2) dims = Array.from(messageOf(part), sizeOf);
      }
    }
  }
  return { name, element, dims };
}

function sizeOf(dimension: Field): number | null {
  for (const { number, value } of messageOf(dimension)) {
    if (number === 1 && typeof value === 'number' && value > 0) return value;
  }
  return null;
}

function keyAndValue(entry: Field): [string, string] {
  let [key, value] = ['', ''];
  for (const field of messageOf(entry)) {
    if (field.number === 1) key = textOf(field);
    if (field.number === 2) value = textOf(field);
  }
  return [key, value];
}
