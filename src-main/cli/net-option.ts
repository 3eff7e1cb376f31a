import { readFileSync, statSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { messageOf } from '../../src-shared/errors.ts';
import type { AnyNet } from '../../src-shared/nets/custom-net.ts';
import { NET_FILE_MOST } from '../../src-shared/nets/net-file.ts';
import { netFromText } from '../../src-shared/nets/net-from-text.ts';
import { NetName } from '../../src-shared/nets/net-spec.ts';

/** What `--net` takes, for the help. */
export const NET_VALUES = `one of ${NetName.options.join(', ')}, or the file of a network (.json, Keras’ too)`;

/** Reads `--net`: the name of a built-in network, or the path of a shared one. */
export function parseNet(text: string): AnyNet {
  const name = NetName.safeParse(text);
  if (name.success) return name.data;
  try {
    return netFromText(readShort(text));
  } catch (error) {
    throw new InvalidArgumentError(`${messageOf(error)} --net takes ${NET_VALUES}.`);
  }
}

function readShort(file: string): string {
  if (!file.endsWith('.json')) throw new Error(`There is no network ${file}.`);
  const { size } = statSync(file);
  if (size > NET_FILE_MOST) throw new Error(`${file} is too large for a network's file.`);
  return readFileSync(file, 'utf8');
}
