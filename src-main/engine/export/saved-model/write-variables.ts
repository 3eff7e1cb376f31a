import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { netVariables } from '../../../../src-shared/nets/variables.ts';
import { attr, DT } from '../../graph/graph-builder.ts';
import { tensorFlowMessage } from '../../tensorflow/messages.ts';
import type { ExportSource } from '../export-format.ts';
import { maskedCrc32c } from './crc32c.ts';
import { encodeTable } from './table-file.ts';

/**
 * Writes the variables of a network as a TensorFlow checkpoint (tensorflow/core/util/tensor_bundle): `variables.data-00000-of-00001` with the values one behind the
 * other, and `variables.index`, which says where each is.
 */
export async function writeVariables({ net, read }: ExportSource, folder: string): Promise<void> {
  await mkdir(folder);
  const entries: [string, Uint8Array][] = [];
  const data = await open(join(folder, 'variables.data-00000-of-00001'), 'wx');
  try {
    let offset = 0;
    for (const { name, shape } of netVariables(net)) {
      const { buffer, byteOffset, byteLength } = await read(name);
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      await data.writeFile(bytes);
      entries.push([name, encodeEntry(shape, offset, bytes)]);
      offset += byteLength;
    }
  } finally {
    await data.close();
  }
  const byKey = entries.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  await writeFile(join(folder, 'variables.index'), encodeTable([['', encodeHeader()], ...byKey]));
}

function encodeHeader(): Uint8Array {
  const type = tensorFlowMessage('BundleHeaderProto');
  return type.encode(type.create({ numShards: 1, version: { producer: 1 } })).finish();
}

function encodeEntry(shape: readonly number[], offset: number, bytes: Uint8Array): Uint8Array {
  const type = tensorFlowMessage('BundleEntryProto');
  const dims = attr.shape(shape);
  return type
    .encode(
      type.create({
        dtype: DT.float32,
        ...dims,
        offset,
        size: bytes.length,
        crc32c: maskedCrc32c(bytes),
      }),
    )
    .finish();
}
