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
  const inputs = input.split(' ').map((name) => field(1, name));
  return message(...inputs, field(2, output), field(4, operator), ...more);
}

export interface TinyOnnx {
  readonly dims?: readonly (number | string)[];
  readonly element?: number;
  readonly labels?: readonly string[];
  /** Fields beside the graph's own: an initializer, another node. */
  readonly graph?: readonly Buffer[];
  /** What the means are called; other nodes make the scores of them where it is something else. */
  readonly means?: string;
}

/** An ONNX file of two nodes that takes a picture for red, green or blue, by the mean of each channel. */
export function tinyOnnx({
  dims = ['n', 3, 8, 8],
  element,
  labels,
  graph = [],
  means = 'scores',
}: TinyOnnx = {}): Buffer {
  const body = message(
    field(1, node('GlobalAveragePool', 'picture', 'pooled')),
    field(1, node('Flatten', 'pooled', means)),
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

const KEEP_NO_AXES = field(5, message(field(1, 'keepdims'), field(3, 0), field(20, 2)));
/** 1 for a picture with any light in it; 0 for a black one, which lies below the mean that is taken off. */
const light = [
  field(1, node('ReduceMax', 'picture', 'brightest', KEEP_NO_AXES)),
  field(1, node('Relu', 'brightest', 'brightness')),
  field(1, node('Sign', 'brightness', 'light')),
];
const cast = (input: string, output: string, element: number): Buffer =>
  field(1, node('Cast', input, output, field(5, message(field(1, 'to'), field(3, element), field(20, 2)))));

/** As `tinyOnnx`, but its loop never ends for a picture that is not black. */
export function endlessOnnx(labels: readonly string[]): Buffer {
  const body = message(
    field(1, node('Identity', 'on', 'still_on')),
    field(1, node('Identity', 'kept', 'still_kept')),
    field(2, 'body'),
    field(11, valueInfo('turn', [], 7)),
    field(11, valueInfo('on', [], 9)),
    field(11, valueInfo('kept', ['n', 3])),
    field(12, valueInfo('still_on', [], 9)),
    field(12, valueInfo('still_kept', ['n', 3])),
  );
  const attribute = message(field(1, 'body'), field(6, body), field(20, 5));
  const loop = node('Loop', ' is_light means', 'scores', field(5, attribute));
  return tinyOnnx({
    labels,
    means: 'means',
    graph: [...light, cast('light', 'is_light', 9), field(1, loop)],
  });
}

/** As `tinyOnnx`, but it wants nearly all the 4 GiB that a WebAssembly can have for a picture that is not black. */
export function greedyOnnx(labels: readonly string[]): Buffer {
  const tensor = (name: string, dims: readonly number[], element: number, bytes: Uint8Array): Buffer =>
    field(
      5,
      message(...dims.map((size) => field(1, size)), field(2, element), field(8, name), field(9, bytes)),
    );
  return tinyOnnx({
    labels,
    means: 'means',
    graph: [
      tensor('most', [], 1, new Uint8Array(Float32Array.of(2 ** 30 - 2 ** 16).buffer)),
      tensor('one', [1], 7, new Uint8Array(BigInt64Array.of(1n).buffer)),
      ...light,
      field(1, node('Mul', 'light most', 'size')),
      cast('size', 'whole_size', 7),
      field(1, node('Reshape', 'whole_size one', 'shape')),
      field(1, node('Max', 'shape one', 'shape_from_one')),
      field(1, node('Expand', 'light shape_from_one', 'huge')),
      field(1, node('ReduceSum', 'huge', 'sum', KEEP_NO_AXES)),
      field(1, node('Add', 'means sum', 'scores')),
    ],
  });
}
