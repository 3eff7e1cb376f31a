import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { random } from '../../../src-shared/random.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import type { TrainingBatch } from '../net-session.ts';
import type { Samples } from '../protocol.ts';
import type { PictureReader } from '../reader/picture-reader.ts';
import { drawPicture, toDraws } from './draws.ts';

/** Full batches in an epoch; the pictures left over sit this one out, others the next. */
export function stepsPerEpoch(pictures: number, batch: number): number {
  return Math.floor(pictures / batch);
}

/**
 * The batches of one epoch (counted from 0) from the step `firstStep` of it on. Order, views and other draws depend on the run's seed, the epoch and the
 * picture only, so that a resumed run draws what the uninterrupted one would have. The next batch is read while the caller works on
 * this one.
 */
export async function* epochBatches(
  reader: PictureReader,
  samples: Samples,
  input: ImageShape,
  recipe: Pick<Recipe, 'seed' | 'batch' | 'augmentation'>,
  epoch: number,
  firstStep: number,
): AsyncGenerator<TrainingBatch> {
  const order = random(recipe.seed, 'order', epoch).shuffle(Array.from(samples.slots.keys()));
  const steps = stepsPerEpoch(order.length, recipe.batch);
  const load = async (step: number): Promise<TrainingBatch> => {
    const indices = order.slice(step * recipe.batch, (step + 1) * recipe.batch);
    const drawn = indices.map((index) =>
      drawPicture(recipe.augmentation, input, random(recipe.seed, 'view', epoch, index)),
    );
    const views = drawn.map(({ view }) => view);
    return {
      ...(await reader.read(samples, indices, views)),
      draws: toDraws(drawn),
      labels: Int32Array.from(indices, (index) => samples.labels[index] ?? 0),
    };
  };

  let next = firstStep < steps ? load(firstStep) : undefined;
  for (let step = firstStep; step < steps && next; step++) {
    const batch: TrainingBatch = await next;
    next = step + 1 < steps ? load(step + 1) : undefined;
    // Whoever stops early leaves a read behind; its failure would end the process as unhandled.
    next?.catch(() => undefined);
    yield batch;
  }
}
