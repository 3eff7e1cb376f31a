import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrainingBatch } from '../../../src-main/engine/net-session.ts';
import type { Samples } from '../../../src-main/engine/protocol.ts';
import type { PictureReader } from '../../../src-main/engine/reader/picture-reader.ts';
import { epochBatches, stepsPerEpoch } from '../../../src-main/engine/train/batches.ts';
import type { View } from '../../../src-main/engine/views.ts';
import { CROP_AND_MIRROR, NO_AUGMENTATION } from '../../../src-shared/recipe/augmentation.ts';

const INPUT = [227, 227, 3] as const;
const RECIPE = { seed: 1, batch: 3, augmentation: CROP_AND_MIRROR };

/** Gives the numbers of the samples in place of their pictures, and counts who asks. */
function numbering(): PictureReader & { asked: number; views: View[] } {
  return {
    asked: 0,
    views: [],
    read: async function (_, indices, views) {
      this.asked++;
      this.views.push(...views);
      return { count: indices.length, crops: Uint8Array.from(indices) };
    },
    close: async () => undefined,
  };
}

function samples(count: number): Samples {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    slots: Int32Array.from(numbers),
    labels: Int32Array.from(numbers),
    checksums: Uint32Array.from(numbers),
  };
}

/** Which samples a batch of `numbering` is of. */
function numbers(batch: TrainingBatch): number[] {
  return 'crops' in batch ? [...batch.crops] : [];
}

async function all(batches: AsyncIterable<TrainingBatch>): Promise<TrainingBatch[]> {
  const list: TrainingBatch[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
}

test('an epoch has every picture at most once, and only full batches', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      async (count, batch) => {
        const batches = await all(
          epochBatches(numbering(), samples(count), INPUT, { ...RECIPE, batch }, 0, 0),
        );
        const seen = batches.flatMap(numbers);
        expect(batches).toHaveLength(stepsPerEpoch(count, batch));
        expect(new Set(seen).size).toBe(stepsPerEpoch(count, batch) * batch);
        expect(batches.flatMap(({ labels }) => [...labels])).toEqual(seen);
      },
    ),
  );
});

test('an epoch that is entered in the middle goes on as if it had been run from its start', async () => {
  const whole = await all(epochBatches(numbering(), samples(20), INPUT, RECIPE, 4, 0));
  const rest = await all(epochBatches(numbering(), samples(20), INPUT, RECIPE, 4, 2));
  expect(rest).toEqual(whole.slice(2));
});

test('another epoch has another order and other views', async () => {
  const [one, other] = [numbering(), numbering()];
  const first = await all(epochBatches(one, samples(20), INPUT, RECIPE, 0, 0));
  const second = await all(epochBatches(other, samples(20), INPUT, RECIPE, 1, 0));
  expect(second.flatMap(numbers)).not.toEqual(first.flatMap(numbers));
  expect(other.views).not.toEqual(one.views);
});

test('without augmentation every view is the centre', async () => {
  const reader = numbering();
  await all(epochBatches(reader, samples(6), INPUT, { ...RECIPE, augmentation: NO_AUGMENTATION }, 0, 0));
  expect(reader.views).toEqual(Array(6).fill({ left: 14, top: 14, mirrored: false }));
});

test('the next batch is read while this one is worked on, and no further', async () => {
  const records = numbering();
  const batches = epochBatches(records, samples(12), INPUT, RECIPE, 0, 0);
  await batches.next();
  expect(records.asked).toBe(2);
  await batches.return(undefined);
});
