import { maskedCrc32c } from './crc32c.ts';

/** Bytes around a record's data: its length (8) and that one's checksum (4) before it, the data's checksum (4) behind it. */
const HEAD = 12;
const FOOT = 4;

/** Longest record that is read: no scalar is a thousandth of that, and an embedded picture or graph is shorter too. */
const LONGEST = 256 * 2 ** 20;

/** A record of the file and where it begins. */
export interface TfRecord {
  readonly data: Uint8Array;
  readonly position: number;
}

/**
 * The records of a TFRecord file, in whatever pieces it comes. Never throws for what the file holds: everything up to the first place that is
 * wrong is given, and the result is a sentence on that place, or null where the file was read to its end.
 */
export async function* readTfRecords(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<TfRecord, string | null> {
  const input = createInput(chunks);
  for (let position = 0; ; ) {
    const head = await input.take(HEAD);
    if (head.length === 0) return null;
    if (head.length < HEAD) return cutShort(position);
    const view = new DataView(head.buffer, head.byteOffset, HEAD);
    if (view.getUint32(8, true) !== maskedCrc32c(head.subarray(0, 8))) {
      return `the checksum of a length at byte ${position} is wrong; what is behind it was not read`;
    }
    const length = view.getBigUint64(0, true);
    if (length > LONGEST) {
      return `a record at byte ${position} says that it is ${length} bytes long; it and what is behind it was not read`;
    }
    const data = await input.take(Number(length));
    const foot = await input.take(FOOT);
    if (foot.length < FOOT) return cutShort(position);
    if (new DataView(foot.buffer, foot.byteOffset, FOOT).getUint32(0, true) !== maskedCrc32c(data)) {
      return `the checksum of the record at byte ${position} is wrong; it and what is behind it was not read`;
    }
    yield { data, position };
    position += HEAD + data.length + FOOT;
  }
}

function cutShort(position: number): string {
  return `it is cut short: its last record, at byte ${position}, is not whole`;
}

/** Takes numbers of bytes out of pieces of any size; fewer only at the end. */
function createInput(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const source = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  return {
    async take(count: number): Promise<Uint8Array> {
      while (bytes < count) {
        const next = await source.next();
        if (next.done) break;
        waiting.push(next.value);
        bytes += next.value.length;
      }
      const all = waiting.length === 1 ? (waiting[0] ?? new Uint8Array()) : Buffer.concat(waiting);
      const taken = all.subarray(0, count);
      const rest = all.subarray(count);
      waiting = rest.length === 0 ? [] : [rest];
      bytes = rest.length;
      return taken;
    },
  };
}

/** A record as the file has it. */
export function tfRecord(data: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeBigUInt64LE(BigInt(data.length));
  head.writeUInt32LE(maskedCrc32c(head.subarray(0, 8)), 8);
  const foot = Buffer.alloc(FOOT);
  foot.writeUInt32LE(maskedCrc32c(data));
  return Buffer.concat([head, data, foot]);
}
