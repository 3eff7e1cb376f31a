import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import { random } from '../../src-shared/random.ts';
import { NO_AUGMENTATION } from '../../src-shared/recipe/augmentation.ts';
import type { TrainingBatch } from './net-session.ts';
import { RECORD } from './protocol.ts';
import { drawPicture, toDraws } from './train/draws.ts';
import { transformsOf } from './views.ts';

/** A batch to time or to try a network with, without any data. What is in it does not matter to either. */
export function noiseBatch(count: number, classes: number, input: ImageShape): TrainingBatch {
  // 7919 is prime to 251, so no two rows are alike.
  const records = new Uint8Array(count * RECORD.bytes);
  for (let index = 0; index < records.length; index++) records[index] = (index * 7919) % 251;
  const drawn = Array.from({ length: count }, () => drawPicture(NO_AUGMENTATION, input, random('noise')));
  return {
    count,
    records,
    labels: Int32Array.from({ length: count }, (_, index) => index % classes),
    transforms: transformsOf(
      drawn.map(({ view }) => view),
      input,
    ),
    draws: toDraws(drawn),
  };
}
