/** A field of a protobuf message, for files that no exporter would write. */
export function field(number: number, value: number | string | Uint8Array): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)]);
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

export function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function valueInfo(name: string, dims: readonly (number | string)[], element = 1): Buffer {
  const shape = message(
    ...dims.map((size) => field(1, typeof size === 'number' ? field(1, size) : field(2, size))),
  );
  return message(field(1, name), field(2, field(1, message(field(1, element), field(2, shape)))));
}

function node(operator: string, input: string, output: string, ...more: readonly Buffer[]): Buffer {
  return message(field(1, input), field(2, output), field(4, operator), ...more);
}

export interface TinyOnnx {
  readonly dims?: readonly (number | string)[];
  readonly element?: number;
  readonly labels?: readonly string[];
  /** Fields beside the graph's own: an initializer, another node. */
  readonly graph?: readonly Buffer[];
}

/** An ONNX file of two nodes that takes a picture for red, green or blue, by the mean of each channel. */
export function tinyOnnx({ dims = ['n', 3, 8, 8], element, labels, graph = [] }: TinyOnnx = {}): Buffer {
  const body = message(
    field(1, node('GlobalAveragePool', 'picture', 'means')),
    field(1, node('Flatten', 'means', 'scores')),
    field(2, 'tiny'),
    ...graph,
    field(11, valueInfo('picture', dims, element)),
    field(12, valueInfo('scores', ['n', 3])),
  );
  const metadata = labels ? [field(14, message(field(1, 'labels'), field(2, JSON.stringify(labels))))] : [];
  return message(field(1, 8), field(7, body), field(8, field(2, 17)), ...metadata);
}

/** `TensorProto` named `weights` whose values lie in another file. */
export const externalTensor = field(
  5,
  message(
    field(8, 'weights'),
    field(14, 1),
    field(13, message(field(1, 'location'), field(2, '../../etc/passwd'))),
  ),
);

/** A node of an operator that is not ONNX's. */
export const foreignNode = field(1, node('Evil', 'picture', 'x', field(7, 'com.example')));
