import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrainingBatch } from '../../../src-main/engine/net-session.ts';
import type { Samples } from '../../../src-main/engine/protocol.ts';
import type { Records } from '../../../src-main/engine/records.ts';
import { epochBatches, stepsPerEpoch } from '../../../src-main/engine/train/batches.ts';
import { CROP_AND_MIRROR, NO_AUGMENTATION } from '../../../src-shared/recipe/augmentation.ts';

const INPUT = [227, 227, 3] as const;
const RECIPE = { seed: 1, batch: 3, augmentation: CROP_AND_MIRROR };

/** Gives the numbers of the samples in place of their pictures, and counts who asks. */
function numbering(): Records & { asked: number } {
  return {
    asked: 0,
    read: async function (_, indices) {
      this.asked++;
      return Uint8Array.from(indices);
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
        const seen = batches.flatMap(({ records }) => [...records]);
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
  const [first] = await all(epochBatches(numbering(), samples(20), INPUT, RECIPE, 0, 0));
  const [second] = await all(epochBatches(numbering(), samples(20), INPUT, RECIPE, 1, 0));
  expect(second?.records).not.toEqual(first?.records);
  expect(second?.transforms).not.toEqual(first?.transforms);
});

test('without augmentation every view is the centre', async () => {
  const batches = await all(
    epochBatches(numbering(), samples(6), INPUT, { ...RECIPE, augmentation: NO_AUGMENTATION }, 0, 0),
  );
  for (const { transforms } of batches)
    expect([...transforms.slice(0, 8)]).toEqual([1, 0, 14, 0, 1, 14, 0, 0]);
});

test('the next batch is read while this one is worked on, and no further', async () => {
  const records = numbering();
  const batches = epochBatches(records, samples(12), INPUT, RECIPE, 0, 0);
  await batches.next();
  expect(records.asked).toBe(2);
  await batches.return(undefined);
});
