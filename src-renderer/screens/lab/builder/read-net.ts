import type { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { netFromFile } from '../../../../src-shared/nets/net-file.ts';

/** Reads a network from whatever text describes one: a shared file. Throws a sentence on what is wrong with it. */
export function readNet(text: string): CustomNet {
  return netFromFile(text);
}
