/** What is measured at every step; the columns of a series, in this order. */
export const STEP_COLUMNS = ['loss', 'top1', 'learningRate', 'stepMs', 'dataWaitMs'] as const;
export type StepColumn = (typeof STEP_COLUMNS)[number];

/** Bytes of a point: float64 step and wall time (ms of training up to and with it), float32 for each column, padded to a multiple of 8. */
export const POINT_BYTES = 40;
/** Bytes of a bucket: the step and wall time of its first point, then lowest, highest and mean value of each column, padded likewise. */
export const BUCKET_BYTES = 80;

/** Where the float32 values of a row begin, counted in float32 values. */
const FIRST_VALUE = 4;

/** Points or buckets, one after the other in memory: ascending by step. */
export interface Rows {
  readonly count: number;
  /** `wholes[row * wholeStride]` is a row's step, the value after it its wall time. */
  readonly wholes: Float64Array<ArrayBuffer>;
  readonly wholeStride: number;
  readonly values: Float32Array<ArrayBuffer>;
  readonly valueStride: number;
  readonly rowBytes: number;
}

/** Sees bytes as rows of `rowBytes` (`POINT_BYTES` or `BUCKET_BYTES`); they have to begin at a multiple of 8 in their buffer. */
export function rowsOf(bytes: Uint8Array<ArrayBuffer>, rowBytes: number): Rows {
  const { buffer, byteOffset } = bytes;
  const count = Math.floor(bytes.length / rowBytes);
  return {
    count,
    wholes: new Float64Array(buffer, byteOffset, (count * rowBytes) / 8),
    wholeStride: rowBytes / 8,
    values: new Float32Array(buffer, byteOffset, (count * rowBytes) / 4),
    valueStride: rowBytes / 4,
    rowBytes,
  };
}

/** Room for `count` rows. */
export function makeRows(count: number, rowBytes: number): Rows {
  return rowsOf(new Uint8Array(count * rowBytes), rowBytes);
}

/** The bytes of rows, not copied. */
export function bytesOf({ values, count, rowBytes }: Rows): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.buffer, values.byteOffset, count * rowBytes);
}

/** Place of a point's value of column number `column`, counted in float32 values from the row's beginning. */
export function pointValue(column: number): number {
  return FIRST_VALUE + column;
}

/** The same of a bucket's lowest value; its highest and its mean follow. */
export function bucketLow(column: number): number {
  return FIRST_VALUE + 3 * column;
}
