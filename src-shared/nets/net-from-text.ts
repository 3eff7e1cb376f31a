import type { CustomNet } from './custom-net.ts';
import { netFromKerasJson } from './keras/net-from-keras-json.ts';
import { NET_FILE_MOST, netFromFile } from './net-file.ts';

/** What Keras writes says of each thing which class it is of; a file of ours does not. */
const KERAS = /"class_name"/;

/** Reads a network from whatever text describes one: a shared file, or a Keras model's JSON. Throws as `netFromFile` and `netFromKerasJson` do. */
export function netFromText(text: string): CustomNet {
  return text.length <= NET_FILE_MOST && KERAS.test(text) ? netFromKerasJson(text) : netFromFile(text);
}
