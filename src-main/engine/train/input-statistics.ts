import { RECORD, type Samples } from '../protocol.ts';
import type { Records } from '../records.ts';
import type { InputStatistics } from './initialise.ts';

/** Pictures to look at: the error of the mean falls below a grey level long before. */
const PICTURES = 1024;
const BATCH = 32;

/** Mean and deviation a channel over the training pictures, or over 1,024 of them evenly spaced where there are more. */
export async function inputStatistics(records: Records, samples: Samples): Promise<InputStatistics> {
  const total = samples.slots.length;
  const count = Math.min(PICTURES, total);
  const indices = Array.from({ length: count }, (_, index) => Math.floor((index * total) / count));
  const sum = [0, 0, 0];
  const squares = [0, 0, 0];
  for (let start = 0; start < count; start += BATCH) {
    addUp(await records.read(samples, indices.slice(start, start + BATCH)), sum, squares);
  }
  const pixels = count * RECORD.height * RECORD.width;
  const mean = sum.map((s) => s / pixels);
  // At least one grey level, so that pictures of one colour do not divide by zero.
  const deviation = squares.map((s, channel) =>
    Math.max(1, Math.sqrt(s / pixels - (mean[channel] ?? 0) ** 2)),
  );
  return { mean: Float32Array.from(mean), deviation: Float32Array.from(deviation) };
}

function addUp(records: Uint8Array, sum: number[], squares: number[]): void {
  let [r, g, b, rr, gg, bb] = [0, 0, 0, 0, 0, 0];
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
  }
  for (const [channel, [s, q]] of [
    [r, rr],
    [g, gg],
    [b, bb],
  ].entries()) {
    sum[channel] = (sum[channel] ?? 0) + (s ?? 0);
    squares[channel] = (squares[channel] ?? 0) + (q ?? 0);
  }
}
