import fc from 'fast-check';
import { expect, it } from 'vitest';
import { npy } from '../../../../src-renderer/screens/inspect/parts/npy.ts';

it('writes the header that NumPy wants, and the numbers behind it at a multiple of 64 bytes', async () => {
  const bytes = new Uint8Array(await npy(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]).arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  // Byte 0x93, as Windows-1252, which the web calls latin1, reads it.
  expect(text.slice(0, 8)).toBe('“NUMPY\x01\x00');
  const length = new DataView(bytes.buffer).getUint16(8, true);
  expect((10 + length) % 64).toBe(0);
  expect(text.slice(10, 10 + length)).toMatch(
    /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3,\), \} *\n$/,
  );
  expect([...new Float32Array(bytes.buffer, 10 + length)]).toEqual([1, 2, 3, 4, 5, 6]);
});

it('keeps every number of any shape, also where the array is a part of a larger buffer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }), async (shape) => {
      const size = shape.reduce((product, one) => product * one, 1);
      const values = Int32Array.from({ length: size + 1 }, (_, at) => at * 7 - 3).subarray(1);
      const buffer = await npy(values, shape).arrayBuffer();
      const start = 10 + new DataView(buffer).getUint16(8, true);
      expect([...new Int32Array(buffer, start)]).toEqual([...values]);
    }),
  );
});

it('refuses a shape that the numbers do not fill', () => {
  expect(() => npy(Float32Array.of(1, 2, 3), [2, 2])).toThrow('3 numbers do not fill the shape 2 × 2');
});
