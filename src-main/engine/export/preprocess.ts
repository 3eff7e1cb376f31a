import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { RECORD } from '../protocol.ts';
import { centreView, cropOf, reductionOf } from '../views.ts';
import type { ExportSource } from './export-format.ts';

/**
 * What an export with pre-processing outside is fed: the centre crop of each record, averaged down where the network's input is small, less the mean,
 * over the deviation; float32 [n, height, width, channels].
 */
export function preprocess(
  records: Uint8Array,
  { net, input }: Pick<ExportSource, 'net' | 'input'>,
): Float32Array {
  const count = records.length / RECORD.bytes;
  const [height, width, channels] = net.input;
  const out = new Float32Array(count * height * width * channels);
  const scale = Array.from({ length: channels }, (_, channel) => ({
    mean: input.mean[channel] ?? 0,
    deviation: input.deviation[channel] ?? 1,
  }));
  let place = 0;
  for (let picture = 0; picture < count; picture++) {
    const record = records.subarray(picture * RECORD.bytes, (picture + 1) * RECORD.bytes);
    const pixelAt = centrePixels(record, net.input);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (const [channel, { mean, deviation }] of scale.entries())
          out[place++] = (pixelAt(y, x, channel) - mean) / deviation;
      }
    }
  }
  return out;
}

/** Reads the pixels of the centre crop of a record as large as the network's input, each the mean of the square that it stands for. */
function centrePixels(
  record: Uint8Array,
  input: ImageShape,
): (y: number, x: number, channel: number) => number {
  const times = reductionOf(input);
  const { left, top } = centreView(input);
  const [height, width] = cropOf(input);
  if (top + height > RECORD.height || left + width > RECORD.width)
    throw new Error(`A crop of ${height} × ${width} is larger than a record`);
  return (y, x, channel) => {
    let sum = 0;
    for (let row = top + y * times; row < top + (y + 1) * times; row++) {
      for (let column = left + x * times; column < left + (x + 1) * times; column++)
        sum += record[(row * RECORD.width + column) * RECORD.channels + channel] ?? 0;
    }
    return sum / (times * times);
  };
}
