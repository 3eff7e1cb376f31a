import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32c, maskedCrc32c } from '../../../../src-main/engine/export/saved-model/crc32c.ts';
import { encodeTable } from '../../../../src-main/engine/export/saved-model/table-file.ts';

describe('CRC-32C', () => {
  test('is that of the RFC’s examples', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e);
  });

  test('is the same by eight bytes as bit by bit', () => {
    const slow = (bytes: Uint8Array): number => {
      let crc = 0xffffffff;
      for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
      }
      return ~crc >>> 0;
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect(crc32c(bytes)).toBe(slow(bytes));
      }),
    );
  });
});

test('a table says at its end where its index is, and that where its entries are', () => {
  const table = Buffer.from(
    encodeTable([
      ['', Buffer.from('header')],
      ['a/kernel', Buffer.from('first')],
      ['b', Buffer.from('second')],
    ]),
  );
  expect(table.subarray(-8).toString('hex')).toBe('57fb808b247547db');
  const footer = table.subarray(-48);
  // Two handles of an offset and a size each; all are below 128 here.
  const [, , offset = 0, size = 0] = footer;
  const index = table.subarray(offset, offset + size);
  expect(index.subarray(0, 3)).toEqual(Buffer.from([0, 1, 2]));
  expect(index.subarray(3, 4).toString()).toBe('b');
  const [start = 0, length = 0] = index.subarray(4, 6);
  const data = table.subarray(start, start + length);
  expect(data.toString('latin1')).toContain('a/kernelfirst');
  const trailer = table.subarray(length, length + 5);
  expect(trailer.readUInt32LE(1)).toBe(maskedCrc32c(Buffer.concat([data, Buffer.from([0])])));
});
