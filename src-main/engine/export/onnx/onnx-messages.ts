import { join } from 'node:path';
import protobuf from 'protobufjs';
import { resourcesFolder } from '../../../paths.ts';

/** ONNX's element types, by their numbers in `TensorProto.DataType`. */
export const ELEMENT = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10, float64: 11 } as const;
export type ElementType = keyof typeof ELEMENT;

/** One of ONNX's messages by its name: `ModelProto`. */
export function onnxMessage(name: string): protobuf.Type {
  return messages().lookupType(`onnx.${name}`);
}

let loaded: protobuf.Root | undefined;

function messages(): protobuf.Root {
  loaded ??= protobuf.loadSync(join(resourcesFolder, 'proto', 'onnx.proto'));
  return loaded;
}
