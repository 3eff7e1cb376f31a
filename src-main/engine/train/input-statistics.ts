import { RECORD, type Samples } from '../protocol.ts';
import type { Records } from '../records.ts';
import { colourAxes } from './colour-axes.ts';
import type { InputStatistics } from './initialise.ts';

/** Pictures to look at: the error of the mean falls below a grey level long before. */
const PICTURES = 1024;
const BATCH = 32;

/** Pairs of channels, in the order in which their products are summed up. */
const PAIRS = [
  [0, 0],
  [1, 1],
  [2, 2],
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/** Mean, deviation and principal colours over the training pictures, or over 1,024 of them evenly spaced where there are more. */
export async function inputStatistics(records: Records, samples: Samples): Promise<InputStatistics> {
  const total = samples.slots.length;
  const count = Math.min(PICTURES, total);
  const indices = Array.from({ length: count }, (_, index) => Math.floor((index * total) / count));
  const sums = [0, 0, 0];
  const products = PAIRS.map(() => 0);
  for (let start = 0; start < count; start += BATCH) {
    addUp(await records.read(samples, indices.slice(start, start + BATCH)), sums, products);
  }
  const pixels = count * RECORD.height * RECORD.width;
  const mean = sums.map((sum) => sum / pixels);
  const covariance = Array.from({ length: 9 }, () => 0);
  for (const [index, [a, b]] of PAIRS.entries()) {
    const value = (products[index] ?? 0) / pixels - (mean[a] ?? 0) * (mean[b] ?? 0);
    covariance[a * 3 + b] = value;
    covariance[b * 3 + a] = value;
  }
  return {
    mean: Float32Array.from(mean),
    // At least one grey level, so that pictures of one colour do not divide by zero.
    deviation: Float32Array.from([0, 4, 8], (at) => Math.sqrt(Math.max(1, covariance[at] ?? 0))),
    colourAxes: colourAxes(covariance),
  };
}

function addUp(records: Uint8Array, sums: number[], products: number[]): void {
  let [r, g, b, rr, gg, bb, rg, rb, gb] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < records.length; i += 3) {
    const red = records[i] ?? 0;
    const green = records[i + 1] ?? 0;
    const blue = records[i + 2] ?? 0;
    r += red;
    g += green;
    b += blue;
    rr += red * red;
    gg += green * green;
    bb += blue * blue;
    rg += red * green;
    rb += red * blue;
    gb += green * blue;
  }
  addTo(sums, [r, g, b]);
  addTo(products, [rr, gg, bb, rg, rb, gb]);
}

function addTo(totals: number[], values: readonly number[]): void {
  for (const [index, value] of values.entries()) totals[index] = (totals[index] ?? 0) + value;
}
