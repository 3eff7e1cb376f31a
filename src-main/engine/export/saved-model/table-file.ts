import protobuf from 'protobufjs';
import { maskedCrc32c } from './crc32c.ts';

/** The last eight bytes of a table (LevelDB's table_format.md). */
const MAGIC = 0xdb4775248b80fb57n;
const HANDLES_BYTES = 40;
/** Behind each block: one byte that says that it is not compressed, and a checksum. */
const TRAILER_BYTES = 5;

interface Placed {
  readonly offset: number;
  readonly size: number;
}

/**
 * A sorted table of LevelDB, which is what the index of a TensorFlow checkpoint is: one block of entries, none compressed, and the blocks that say where it
 * is. Keys have to be in the order of their bytes, and there has to be one.
 */
export function encodeTable(entries: readonly (readonly [key: string, value: Uint8Array])[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const place = (block: Uint8Array): Placed => {
    const trailer = Buffer.alloc(TRAILER_BYTES);
    trailer.writeUInt32LE(maskedCrc32c(Buffer.concat([block, trailer.subarray(0, 1)])), 1);
    parts.push(block, trailer);
    const placed = { offset: length, size: block.length };
    length += block.length + TRAILER_BYTES;
    return placed;
  };
  const data = place(encodeBlock(entries.map(([key, value]) => [Buffer.from(key), value])));
  const meta = place(encodeBlock([]));
  const [last = ''] = entries.at(-1) ?? [];
  const index = place(encodeBlock([[Buffer.from(last), encodeHandle(data)]]));
  const footer = Buffer.alloc(HANDLES_BYTES + 8);
  footer.set(Buffer.concat([encodeHandle(meta), encodeHandle(index)]));
  footer.writeBigUInt64LE(MAGIC, HANDLES_BYTES);
  return Buffer.concat([...parts, footer]);
}

/** Entries one behind the other, none of which leaves out what its key shares with the one before, and where each begins. */
function encodeBlock(entries: readonly (readonly [key: Uint8Array, value: Uint8Array])[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const starts: number[] = [];
  let length = 0;
  for (const [key, value] of entries) {
    starts.push(length);
    const entry = Buffer.concat([varints(0, key.length, value.length), key, value]);
    parts.push(entry);
    length += entry.length;
  }
  // A block without entries begins somewhere, too.
  const restarts = starts.length > 0 ? starts : [0];
  const tail = Buffer.alloc(4 * (restarts.length + 1));
  for (const [index, start] of restarts.entries()) tail.writeUInt32LE(start, 4 * index);
  tail.writeUInt32LE(restarts.length, 4 * restarts.length);
  return Buffer.concat([...parts, tail]);
}

function encodeHandle({ offset, size }: Placed): Uint8Array {
  return varints(offset, size);
}

function varints(...values: readonly number[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const value of values) writer.uint32(value);
  return writer.finish();
}
