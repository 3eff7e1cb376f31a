import type { Tensor, Tensor4D, Variable } from '@tensorflow/tfjs-node-gpu';
import type { BuiltNet, ImageShape } from '../../../src-shared/nets/net-spec.ts';
import type { Augmentation } from '../../../src-shared/recipe/augmentation.ts';
import type { BentPictures, Draws, Pictures } from '../net-session.ts';
import { RECORD } from '../protocol.ts';
import type { TensorFlow } from '../tensorflow/load-tensorflow.ts';
import { cropOf, reductionOf } from '../views.ts';

type Tf = TensorFlow['tf'];

/** Pictures as float32 [count, height, width, channels]: cut out or bent, made smaller, less the mean. Grey levels. */
export function centredPictures(
  tf: Tf,
  net: BuiltNet,
  pictures: Pictures | BentPictures,
  mean: Variable,
): Tensor {
  const [height, width] = cropOf(net.input);
  const shape: [number, number, number, number] = [pictures.count, height, width, RECORD.channels];
  const values = 'crops' in pictures ? Float32Array.from(pictures.crops) : bent(pictures, net.input);
  const large: Tensor4D = tf.tensor4d(values, shape, 'float32');
  const times = reductionOf(net.input);
  return (times === 1 ? large : tf.avgPool(large, times, times, 'valid')).sub(mean);
}

/** What `emitAugmentation` puts into the graph, op by op. `colourAxes` is there where colours are shifted. */
export function augmentedPictures(
  tf: Tf,
  centred: Tensor,
  draws: Draws,
  { colourShift, brightness, contrast, erasing, mixing }: Augmentation,
  colourAxes: Variable | undefined,
): Tensor {
  const [count = 0, height = 0, width = 0] = centred.shape;
  const each = (values: Float32Array): Tensor => tf.tensor(values, [count, 1, 1, 1]);
  const inside = (rectangles: Float32Array): Tensor =>
    tf.tensor(masks(rectangles, height, width), [count, height, width, 1]);
  let x = centred;
  if (contrast > 0) x = x.mul(each(draws.contrast));
  if (colourShift > 0 && colourAxes) {
    x = x.add(
      tf.matMul(tf.tensor2d(draws.colour, [count, 3]), colourAxes.as2D(3, 3)).reshape([count, 1, 1, 3]),
    );
  }
  if (brightness > 0) x = x.add(each(draws.brightness));
  if (erasing > 0) x = x.mul(tf.scalar(1).sub(inside(draws.erased)));
  if (mixing.kind === 'none') return x;
  const other = x.gather(tf.tensor1d(draws.partners, 'int32'));
  const taken = mixing.kind === 'mixup' ? tf.scalar(1).sub(each(draws.shares)) : inside(draws.pasted);
  return x.add(other.sub(x).mul(taken));
}

/** 1 inside the rectangle of each picture, 0 elsewhere. */
function masks(rectangles: Float32Array, height: number, width: number): Float32Array {
  const out = new Float32Array((rectangles.length / 4) * height * width);
  for (let picture = 0; picture < rectangles.length / 4; picture++) {
    const [top = 0, left = 0, bottom = 0, right = 0] = rectangles.subarray(picture * 4);
    for (let y = top; y < bottom; y++)
      out.fill(1, (picture * height + y) * width + left, (picture * height + y) * width + right);
  }
  return out;
}

/** Does what ImageProjectiveTransformV3 does for the rows that `transformsOf` makes; tfjs-node has no kernel for it. */
function bent({ count, records, transforms }: BentPictures, input: ImageShape): Float32Array {
  const [height, width] = cropOf(input);
  const out = new Float32Array(count * height * width * RECORD.channels);
  let place = 0;
  for (let picture = 0; picture < count; picture++) {
    const record = records.subarray(picture * RECORD.bytes, (picture + 1) * RECORD.bytes);
    const [a0 = 1, a1 = 0, a2 = 0, b0 = 0, b1 = 1, b2 = 0] = transforms.subarray(picture * 8);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [column, row] = [a0 * x + a1 * y + a2, b0 * x + b1 * y + b2];
        for (let channel = 0; channel < RECORD.channels; channel++)
          out[place++] = interpolated(record, column, row, channel);
      }
    }
  }
  return out;
}

function interpolated(record: Uint8Array, x: number, y: number, channel: number): number {
  const [column, row] = [reflected(x, RECORD.width), reflected(y, RECORD.height)];
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [right, low] = [column - left, row - top];
  const at = (below: number, beside: number): number =>
    record[((top + below) * RECORD.width + left + beside) * RECORD.channels + channel] ?? 0;
  const upper = right === 0 ? at(0, 0) : (1 - right) * at(0, 0) + right * at(0, 1);
  if (low === 0) return upper;
  const lower = right === 0 ? at(1, 0) : (1 - right) * at(1, 0) + right * at(1, 1);
  return (1 - low) * upper + low * lower;
}

/**
 * A place in the endless row … c b a | a b c … x y z | z y x … that a line of this many pixels goes on as. Between the two pixels of a seam TensorFlow
 * holds the edge.
 */
function reflected(place: number, size: number): number {
  const period = 2 * size;
  const from = ((place % period) + period) % period;
  return Math.min(size - 1, Math.max(0, from < size ? from : period - 1 - from));
}
