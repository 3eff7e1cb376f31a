import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, createDeflate } from 'node:zlib';
import sharp from 'sharp';

/** A small JPEG of one colour; `seed` makes pictures with different bytes. */
export function jpeg(seed = 0, width = 40, height = 30): Promise<Buffer> {
  const background = { r: (seed * 37) % 256, g: (seed * 91) % 256, b: (seed >> 3) % 256 };
  return sharp({ create: { width, height, channels: 3, background } })
    .withExif({ IFD0: { ImageDescription: String(seed) } })
    .jpeg()
    .toBuffer();
}

/** Writes files below a folder, making the folders they need. */
export async function writeTree(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array | Promise<Uint8Array>>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await content);
  }
}

/** Writes `count` different pictures into each class folder, `<label>/<n>.jpg`. */
export async function writeClasses(folder: string, counts: Readonly<Record<string, number>>): Promise<void> {
  let seed = 0;
  for (const [label, count] of Object.entries(counts)) {
    await mkdir(join(folder, label), { recursive: true });
    for (let i = 0; i < count; i++) await writeFile(join(folder, label, `${i}.jpg`), await jpeg(seed++));
  }
}

/** A grey PNG of any size that is black all over: few bytes, many pixels. */
export async function blackPng(width: number, height: number): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits a sample; the zeros behind it mean grey, deflate, no interlacing
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', await deflateZeros((width + 1) * height)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function deflateZeros(bytes: number): Promise<Buffer> {
  const zeros = Buffer.alloc(2 ** 20);
  function* pieces() {
    for (let left = bytes; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
  }
  return buffer(Readable.from(pieces()).pipe(createDeflate({ level: 1 })));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
