import protobuf from 'protobufjs';
import { AppError } from '../../../../src-shared/errors.ts';
import { bytesOf, type Initializer, type OnnxGraph, type ValueName } from './onnx-graph.ts';
import { ELEMENT, type ElementType, onnxMessage } from './onnx-messages.ts';

/** An input or output of a model; an axis that is known only when it runs has a name. */
export interface ModelValue {
  readonly name: ValueName;
  readonly element: ElementType;
  readonly shape: readonly (number | string)[];
}

/** A graph and what is told about it. */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  readonly name: string;
  readonly input: ModelValue;
  readonly output: ModelValue;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The newest that onnxruntime-web 1.30 takes, and the version of the file format that came with it (ONNX 1.21). */
const OPSET = 26;
const IR_VERSION = 13;

/** Protobuf's readers take no larger message. */
const MOST_BYTES = 2 ** 31 - 1;

/** Numbers of the fields that are put together by hand; see resources/proto/onnx.proto. */
const FIELD = { modelGraph: 7, graphInitializer: 5, tensorRawData: 9 } as const;

/**
 * A model's file, piece by piece: protobuf is lengths in front of contents, and the lengths are known before the weights are read, so that no tensor is
 * copied into a larger buffer. Throws `unsupported` where it would have more than 2 GB.
 */
export async function* encodeModel(model: OnnxModel): AsyncGenerator<Uint8Array> {
  const { graph, name, input, output, metadata } = model;
  yield encode('ModelProto', {
    irVersion: IR_VERSION,
    opsetImport: [{ domain: '', version: OPSET }],
    producerName: 'AlexNet Studio',
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
  const body = encode('GraphProto', {
    name,
    node: graph.nodes,
    input: [toValueInfo(input)],
    output: [toValueInfo(output)],
  });
  const tensors = graph.initializers.map(tensorHead);
  const bytes = tensors.reduce((sum, { head, dataBytes }) => sum + head.length + dataBytes, body.length);
  if (bytes > MOST_BYTES) {
    throw new AppError('unsupported', `${name} has more weights than the 2 GB that an ONNX file can hold.`);
  }
  yield lengthOf(FIELD.modelGraph, bytes);
  yield body;
  for (const { head, dataBytes, initializer } of tensors) {
    yield head;
    const { buffer, byteOffset, byteLength } = await initializer.load();
    if (byteLength !== dataBytes)
      throw new Error(`${initializer.name} has ${byteLength} bytes and not ${dataBytes}`);
    yield new Uint8Array(buffer, byteOffset, byteLength);
  }
}

/** Everything of a tensor that stands in front of its data. */
function tensorHead(initializer: Initializer): {
  head: Uint8Array;
  dataBytes: number;
  initializer: Initializer;
} {
  const { name, element, dims } = initializer;
  const dataBytes = bytesOf(initializer);
  const about = encode('TensorProto', { name, dims, dataType: ELEMENT[element] });
  const data = lengthOf(FIELD.tensorRawData, dataBytes);
  const whole = lengthOf(FIELD.graphInitializer, about.length + data.length + dataBytes);
  return { head: Buffer.concat([whole, about, data]), dataBytes, initializer };
}

/** The start of a field of so many bytes (protobuf's wire type 2). */
function lengthOf(field: number, bytes: number): Uint8Array {
  return protobuf.Writer.create()
    .uint32((field << 3) | 2)
    .uint32(bytes)
    .finish();
}

function encode(message: string, value: object): Uint8Array {
  const type = onnxMessage(message);
  return type.encode(type.fromObject(value)).finish();
}

function toValueInfo({ name, element, shape }: ModelValue): object {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType: ELEMENT[element], shape: { dim } } } };
}
