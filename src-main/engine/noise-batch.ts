import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import { random } from '../../src-shared/random.ts';
import type { Augmentation } from '../../src-shared/recipe/augmentation.ts';
import { centreCrops, picturesOf } from './crops.ts';
import type { Pictures, TrainingBatch } from './net-session.ts';
import { RECORD } from './protocol.ts';
import { drawPicture, toDraws } from './train/draws.ts';

/** Records, uint8 [count, 256, 256, 3], without any data. What is in them does not matter to whoever times or tries a network. */
export function noiseRecords(count: number): Uint8Array {
  // 7919 is prime to 251, so no two rows are alike.
  const records = new Uint8Array(count * RECORD.bytes);
  for (let index = 0; index < records.length; index++) records[index] = (index * 7919) % 251;
  return records;
}

/** The middles of `noiseRecords`. */
export function noiseCrops(count: number, input: ImageShape): Pictures {
  return centreCrops(noiseRecords(count), input);
}

/** A batch of `noiseRecords` to learn from. */
export function noiseBatch(
  count: number,
  classes: number,
  input: ImageShape,
  augmentation: Augmentation,
): TrainingBatch {
  const drawn = Array.from({ length: count }, () => drawPicture(augmentation, input, random('noise')));
  const views = drawn.map(({ view }) => view);
  return {
    ...picturesOf(noiseRecords(count), views, input),
    labels: Int32Array.from({ length: count }, (_, index) => index % classes),
    draws: toDraws(drawn),
  };
}
