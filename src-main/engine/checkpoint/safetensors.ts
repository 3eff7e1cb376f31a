import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { AppError, messageOf } from '../../../src-shared/errors.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** A tensor to be written, row-major; its type is the array's. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint32Array | Uint16Array;
}

/** Sets a bound to what a damaged or hostile length could make us allocate. */
const MAX_HEADER_BYTES = 16 * 1024 * 1024;

/** Bytes of a value of each type that we write and read; of the last three only read, as other programs write them. */
const WIDTHS = { F32: 4, I32: 4, U32: 4, U16: 2, F16: 2, BF16: 2, F64: 8 } as const;
type DType = keyof typeof WIDTHS;

const Entry = z.object({
  /** Files of others may hold more types than we read. */
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});

const CHECKSUMS = 'checksums';

/**
 * Writes tensors in Hugging Face's safetensors format (8 bytes of header length, JSON header, data), with a CRC-32 of each
 * in the metadata. The file is there under its name only when all of it is on the disk. Gives its size in bytes.
 */
export async function writeSafetensors(
  file: string,
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>>,
): Promise<number> {
  const header = encodeHeader(tensors, metadata);
  return await writeFileAtomically(file, [header, ...tensors.map(({ values }) => bytesOf(values))]);
}

function encodeHeader(
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let offset = 0;
  const entries: Record<string, unknown> = {};
  const checksums: Record<string, number> = {};
  for (const { name, shape, values } of tensors) {
    entries[name] = { dtype: dtypeOf(values), shape, data_offsets: [offset, offset + values.byteLength] };
    checksums[name] = crc32(bytesOf(values));
    offset += values.byteLength;
  }
  const header = { __metadata__: { ...metadata, [CHECKSUMS]: JSON.stringify(checksums) }, ...entries };
  // The format asks for data that starts at a multiple of 8, and allows blanks behind the JSON for it.
  const json = JSON.stringify(header);
  const body = Buffer.from(json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(body.length));
  return Buffer.concat([length, body]);
}

/** An open file: its metadata, and its tensors one at a time so that memory never holds them all. */
export interface SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, readonly number[]>;
  /** Reads a tensor and checks it; its type has to be the one that is asked for. Throws `damaged`. */
  read(name: string): Promise<Float32Array>;
  readInt32(name: string): Promise<Int32Array>;
  readUint32(name: string): Promise<Uint32Array>;
  readUint16(name: string): Promise<Uint16Array>;
  close(): Promise<void>;
}

/** Opens a file that `writeSafetensors` or another program wrote. Throws `damaged` or `not-found`, with the file's name. */
export async function openSafetensors(file: string): Promise<SafetensorsFile> {
  const handle = await open(file, 'r').catch((cause) => {
    throw new AppError('not-found', `The file ${file} cannot be opened: ${messageOf(cause)}.`, {
      cause,
    });
  });
  try {
    return await readHeader(handle, file);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readHeader(handle: FileHandle, file: string): Promise<SafetensorsFile> {
  const length = Number((await readExactly(handle, file, 0, 8)).readBigUInt64LE());
  if (length > MAX_HEADER_BYTES) throw damaged(file);
  const { __metadata__, ...rest } = parseHeader(file, await readExactly(handle, file, 8, length));
  const metadata = z.record(z.string(), z.string()).catch({}).parse(__metadata__);
  const entries = z.record(z.string(), Entry).safeParse(rest);
  const checksums = z.record(z.string(), z.number()).safeParse(JSON.parse(metadata[CHECKSUMS] ?? '{}'));
  if (!entries.success || !checksums.success) throw damaged(file);

  async function bytesOfTensor(name: string, dtype: DType): Promise<ArrayBuffer> {
    const entry = entries.data?.[name];
    if (!entry) throw new AppError('damaged', `The file ${file} lacks ${name}.`);
    const [from, to] = entry.data_offsets;
    const elements = entry.shape.reduce((a, b) => a * b, 1);
    if (entry.dtype !== dtype || to - from !== elements * WIDTHS[dtype]) throw damaged(file);
    const bytes = await readExactly(handle, file, 8 + length + from, to - from);
    const expected = checksums.data?.[name];
    if (expected !== undefined && crc32(bytes) !== expected) throw damaged(file);
    return bytes.buffer;
  }

  return {
    metadata,
    tensors: new Map(Object.entries(entries.data).map(([name, entry]) => [name, entry.shape])),
    read: async (name) => await readFloats(entries.data[name]?.dtype, (dtype) => bytesOfTensor(name, dtype)),
    readInt32: async (name) => new Int32Array(await bytesOfTensor(name, 'I32')),
    readUint32: async (name) => new Uint32Array(await bytesOfTensor(name, 'U32')),
    readUint16: async (name) => new Uint16Array(await bytesOfTensor(name, 'U16')),
    close: () => handle.close(),
  };
}

/** Floats of any width as float32. */
async function readFloats(
  dtype: string | undefined,
  read: (dtype: DType) => Promise<ArrayBuffer>,
): Promise<Float32Array> {
  switch (dtype) {
    case 'F16':
      return Float32Array.from(new Float16Array(await read(dtype)));
    case 'F64':
      return Float32Array.from(new Float64Array(await read(dtype)));
    case 'BF16': {
      // The upper half of a float32.
      const halves = new Uint16Array(await read(dtype));
      return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
    }
    default:
      return new Float32Array(await read('F32'));
  }
}

function parseHeader(file: string, bytes: Buffer): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(bytes.toString()));
  } catch {
    throw damaged(file);
  }
}

async function readExactly(
  handle: FileHandle,
  file: string,
  position: number,
  length: number,
): Promise<Buffer<ArrayBuffer>> {
  if (position + length > (await handle.stat()).size) throw damaged(file);
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw damaged(file);
    done += bytesRead;
  }
  return bytes;
}

function damaged(file: string): AppError {
  return new AppError('damaged', `The file ${file} is damaged: its checksum or length is wrong.`);
}

function dtypeOf(values: StoredTensor['values']): DType {
  if (values instanceof Float32Array) return 'F32';
  if (values instanceof Int32Array) return 'I32';
  return values instanceof Uint32Array ? 'U32' : 'U16';
}

function bytesOf(values: StoredTensor['values']): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
