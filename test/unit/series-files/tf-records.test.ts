import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../src-main/services/series-files/crc32c.ts';
import {
  decodeScalars,
  encodeScalars,
  encodeText,
  encodeVersion,
} from '../../../src-main/services/series-files/event-messages.ts';
import { readTfRecords, tfRecord } from '../../../src-main/services/series-files/tf-records.ts';

const records = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 8 });

/** Everything that a file gives, and how the reading ended. */
async function readAll(bytes: Uint8Array, pieces = bytes.length) {
  const chunks = Array.from({ length: Math.ceil(bytes.length / pieces) || 0 }, (_, at) =>
    bytes.subarray(at * pieces, (at + 1) * pieces),
  );
  const found: Uint8Array[] = [];
  const reading = readTfRecords(chunks);
  for (;;) {
    const step = await reading.next();
    if (step.done) return { found, ending: step.value };
    found.push(Uint8Array.from(step.value.data));
  }
}

const fileOf = (all: readonly Uint8Array[]) => Buffer.concat(all.map(tfRecord));

describe('TFRecord files', () => {
  it('have the checksum of RFC 3720', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  });

  it('come out as they went in, in pieces of any size', () =>
    fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 50 }), async (all, pieces) => {
        expect(await readAll(fileOf(all), pieces)).toEqual({ found: all, ending: null });
      }),
    ));

  it('cut short anywhere give everything before the cut, and say so', () =>
    fc.assert(
      fc.asyncProperty(records, fc.double({ min: 0, max: 1, noNaN: true }), async (all, share) => {
        const whole = fileOf(all);
        const cut = Math.floor(share * (whole.length - 1));
        const { found, ending } = await readAll(whole.subarray(0, cut), 7);
        expect(found).toEqual(all.slice(0, found.length));
        const atEnd = fileOf(found).length === cut;
        if (atEnd) expect(ending).toBeNull();
        else expect(ending).toMatch(/^it is cut short/);
      }),
    ));

  it('with a byte changed anywhere never throw, and give what is before it', () =>
    fc.assert(
      fc.asyncProperty(records, fc.nat(), fc.integer({ min: 1, max: 255 }), async (all, at, change) => {
        const file = fileOf(all);
        const place = at % file.length;
        file[place] = (file[place] ?? 0) ^ change;
        const { found, ending } = await readAll(file);
        expect(found).toEqual(all.slice(0, found.length));
        expect(ending).toMatch(/checksum|cut short/);
      }),
    ));

  it('whose length is beyond reason are refused before anything is read for it', async () => {
    const head = Buffer.from(tfRecord(new Uint8Array()).subarray(0, 12));
    head.writeBigUInt64LE(2n ** 60n);
    const { maskedCrc32c } = await import('../../../src-main/services/series-files/crc32c.ts');
    head.writeUInt32LE(maskedCrc32c(head.subarray(0, 8)), 8);
    const { found, ending } = await readAll(head);
    expect(found).toEqual([]);
    expect(ending).toMatch(/says that it is 1152921504606846976 bytes long/);
  });
});

describe('events', () => {
  it('give their scalars, written the old way; texts and versions have none', () => {
    const values = new Map([
      ['train/loss', 0.5],
      ['train/top1', 0.25],
    ]);
    expect(decodeScalars(encodeScalars(1_700_000_000_500, 12, values))).toEqual([
      { tag: 'train/loss', value: 0.5, step: 12, atMs: 1_700_000_000_500 },
      { tag: 'train/top1', value: 0.25, step: 12, atMs: 1_700_000_000_500 },
    ]);
    expect(decodeScalars(encodeVersion(0))).toEqual([]);
    expect(decodeScalars(encodeText(0, 'settings', 'x'))).toEqual([]);
  });

  it('give scalars that TensorFlow 2 writes as tensors, as bytes or as numbers', () => {
    // tf.summary.scalar('epoch_loss', 0.5, step=3): dtype float, the scalar as four bytes.
    const bytes = Buffer.from(
      '090000000000000040' +
        '1003' +
        '2a1a' +
        '0a18' +
        '0a0a' +
        Buffer.from('epoch_loss').toString('hex') +
        '420a' +
        '0801' +
        '1200' +
        '2204' +
        '0000003f',
      'hex',
    );
    expect(decodeScalars(bytes)).toEqual([{ tag: 'epoch_loss', value: 0.5, step: 3, atMs: 2000 }]);
    const listed = Buffer.from(
      '090000000000000040' +
        '1003' +
        '2a14' +
        '0a12' +
        '0a04' +
        Buffer.from('loss').toString('hex') +
        '420a' +
        '0801' +
        '1200' +
        '2a04' +
        '0000003f',
      'hex',
    );
    expect(decodeScalars(listed)).toEqual([{ tag: 'loss', value: 0.5, step: 3, atMs: 2000 }]);
  });

  it('never throw, whatever the bytes are', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const scalars = decodeScalars(bytes);
        expect(scalars === null || Array.isArray(scalars)).toBe(true);
      }),
    ));
});
