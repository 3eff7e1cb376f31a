import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import type { Pictures } from './net-session.ts';
import { RECORD } from './protocol.ts';
import { cropOf } from './views.ts';

/**
 * The crops of records, uint8 [count, …`cropOf(input)`, 3], where views are nothing but places, mirrored or not. Copying rows takes a tenth of what TensorFlow's
 * ImageProjectiveTransformV3 takes, which works out a place for each pixel. Throws where a view is bent: that one has to be interpolated.
 */
export function cropsOf({ count, records, transforms }: Pictures, input: ImageShape): Uint8Array {
  const [height, width] = cropOf(input);
  const { channels } = RECORD;
  const from = Buffer.from(records.buffer, records.byteOffset, records.byteLength);
  const crops = new Uint8Array(count * height * width * channels);
  for (let picture = 0; picture < count; picture++) {
    const [right = 0, slant, x = 0, turn, down, y = 0] = transforms.subarray(picture * 8);
    if (Math.abs(right) !== 1 || slant !== 0 || turn !== 0 || down !== 1) {
      throw new Error('A bent view is no crop');
    }
    for (let row = 0; row < height; row++) {
      const start = picture * RECORD.bytes + ((y + row) * RECORD.width + x) * channels;
      const to = (picture * height + row) * width * channels;
      if (right === 1) from.copy(crops, to, start, start + width * channels);
      else copyMirrored(from, start, crops, to, width);
    }
  }
  return crops;
}

/** Copies `width` pixels of three channels, going to the left from the one at `start`. */
function copyMirrored(from: Uint8Array, start: number, to: Uint8Array, at: number, width: number): void {
  for (let pixel = 0; pixel < width; pixel++) {
    const [source, target] = [start - 3 * pixel, at + 3 * pixel];
    to[target] = from[source] ?? 0;
    to[target + 1] = from[source + 1] ?? 0;
    to[target + 2] = from[source + 2] ?? 0;
  }
}
