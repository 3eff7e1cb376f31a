/** How NumPy names the element types, all little-endian. */
const TYPES = [
  [Float32Array, '<f4'],
  [Int32Array, '<i4'],
  [Uint8Array, '|u1'],
] as const;

/** NumPy wants the numbers to begin at a multiple of this. */
const ALIGNMENT = 64;

/** Magic string, version 1.0, and two bytes for the length of the header. */
const PREFIX = 10;

/** Numbers with their shape, row-major, as a file that `numpy.load` reads (NEP 1, format version 1.0). Throws where shape and numbers do not fit. */
export function npy(values: Float32Array | Int32Array | Uint8Array, shape: readonly number[]): Blob {
  if (shape.reduce((product, size) => product * size, 1) !== values.length) {
    throw new Error(`${values.length} numbers do not fill the shape ${shape.join(' × ')}.`);
  }
  const descr = TYPES.find(([type]) => values instanceof type)?.[1] ?? '<f4';
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.map((size) => `${size},`).join(' ')}), }`;
  const length = Math.ceil((PREFIX + text.length + 1) / ALIGNMENT) * ALIGNMENT - PREFIX;
  const prefix = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 0xff, length >> 8);
  return new Blob([prefix, `${text.padEnd(length - 1)}\n`, bytesOf(values)], {
    type: 'application/octet-stream',
  });
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
}
