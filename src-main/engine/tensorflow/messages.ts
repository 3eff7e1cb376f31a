import { join } from 'node:path';
import protobuf from 'protobufjs';
import { resourcesFolder } from '../../paths.ts';

let loaded: protobuf.Root | undefined;

/** One of TensorFlow's messages by its name: `SavedModel`. */
export function tensorFlowMessage(name: string): protobuf.Type {
  loaded ??= protobuf.loadSync(join(resourcesFolder, 'proto', 'saved-model.proto'));
  return loaded.lookupType(`tensorflow.${name}`);
}
