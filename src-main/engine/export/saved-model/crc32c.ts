/** Tables for eight bytes at a time, made of the polynomial of Castagnoli, reversed. */
const TABLES = makeTables();

function makeTables(): Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    return crc;
  });
  const tables = [first];
  for (let index = 1; index < 8; index++) {
    const before = tables[index - 1] ?? first;
    tables.push(before.map((crc) => (crc >>> 8) ^ (first[crc & 0xff] ?? 0)));
  }
  return tables;
}

/** The CRC-32C of bytes, as TensorFlow checks its files (RFC 3720, appendix B.4). Node's `zlib.crc32` has another polynomial. */
export function crc32c(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  if (!t0 || !t1 || !t2 || !t3 || !t4 || !t5 || !t6 || !t7) throw new Error('There are eight tables');
  const at = (table: Uint32Array, index: number): number => table[index] ?? 0;
  const byteAt = (index: number): number => bytes[index] ?? 0;
  let crc = 0xffffffff;
  let place = 0;
  for (; place + 8 <= bytes.length; place += 8) {
    const low =
      crc ^
      (byteAt(place) | (byteAt(place + 1) << 8) | (byteAt(place + 2) << 16) | (byteAt(place + 3) << 24));
    crc =
      at(t7, low & 0xff) ^
      at(t6, (low >>> 8) & 0xff) ^
      at(t5, (low >>> 16) & 0xff) ^
      at(t4, low >>> 24) ^
      at(t3, byteAt(place + 4)) ^
      at(t2, byteAt(place + 5)) ^
      at(t1, byteAt(place + 6)) ^
      at(t0, byteAt(place + 7));
  }
  for (; place < bytes.length; place++) crc = (crc >>> 8) ^ at(t0, (crc ^ byteAt(place)) & 0xff);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A checksum that is part of what is checked again is stored in this form (tensorflow/core/lib/hash/crc32c.h). */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
