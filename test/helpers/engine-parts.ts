import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { cropsOf, picturesOf } from '../../src-main/engine/crops.ts';
import type { Draws, Pictures, TrainingBatch } from '../../src-main/engine/net-session.ts';
import { RECORD, type Samples } from '../../src-main/engine/protocol.ts';
import { loadTensorFlow, type TensorFlow } from '../../src-main/engine/tensorflow/load-tensorflow.ts';
import { drawPicture, toDraws } from '../../src-main/engine/train/draws.ts';
import type { InputStatistics } from '../../src-main/engine/train/initialise.ts';
import type { View } from '../../src-main/engine/views.ts';
import { engineEnvironment } from '../../src-main/install/engine-environment.ts';
import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import { random } from '../../src-shared/random.ts';
import { type Augmentation, CROP_AND_MIRROR } from '../../src-shared/recipe/augmentation.ts';

/** TensorFlow in the test's own process, with the environment that the program gives it. */
export function testTensorFlow(): TensorFlow {
  Object.assign(process.env, engineEnvironment());
  return loadTensorFlow();
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'alexnet-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Random records with random labels, and what augmentation drew for each. */
export interface DrawnBatch {
  readonly records: Uint8Array;
  readonly views: readonly View[];
  readonly labels: Int32Array;
  readonly draws: Draws;
}

/** Such a batch as a session takes it. */
export function batchOf({ records, views, labels, draws }: DrawnBatch, input: ImageShape): TrainingBatch {
  return { ...picturesOf(records, views, input), labels, draws };
}

/** Random pictures with random labels, augmented at random, of which none may be bent; with the records that they were cut from. */
export function noiseBatch(
  count: number,
  classes: number,
  input: ImageShape,
  seed = 1,
  augmentation: Augmentation = CROP_AND_MIRROR,
): TrainingBatch & Pictures & Pick<DrawnBatch, 'records'> {
  const { records, views, labels, draws } = drawnBatch(count, classes, input, seed, augmentation);
  return { ...cropsOf(records, views, input), labels, draws, records };
}

export function drawnBatch(
  count: number,
  classes: number,
  input: ImageShape,
  seed: number,
  augmentation: Augmentation,
): DrawnBatch {
  const from = random(seed, 'noise');
  const records = Uint8Array.from({ length: count * RECORD.bytes }, () => from.int(256));
  const labels = Int32Array.from({ length: count }, () => from.int(classes));
  const drawn = Array.from({ length: count }, () => drawPicture(augmentation, input, from));
  return { records, labels, views: drawn.map(({ view }) => view), draws: toDraws(drawn) };
}

/** Input statistics of pictures that nobody looked at. */
export const STATISTICS: InputStatistics = {
  mean: new Float32Array([120, 110, 100]),
  deviation: new Float32Array([70, 75, 80]),
  colourAxes: new Float32Array([30, 28, 25, -4, 1, 4, 1, -2, 1]),
};

/** Writes a cache of striped pictures, whose direction and colour tell the class, and gives the samples of three splits. */
export function stripedCache(
  folder: string,
  classes: number,
  images: { train: number; val: number; test: number },
): { recordsFile: string; train: Samples; val: Samples; test: Samples } {
  const recordsFile = join(folder, 'records.bin');
  const records: Uint8Array[] = [];
  const split = (perClass: number, name: string): Samples => {
    const slots: number[] = [];
    const labels: number[] = [];
    const checksums: number[] = [];
    for (let index = 0; index < perClass * classes; index++) {
      const record = stripes(index % classes, random(name, index).int(200));
      slots.push(records.length);
      labels.push(index % classes);
      checksums.push(crc32(record));
      records.push(record);
    }
    return {
      slots: Int32Array.from(slots),
      labels: Int32Array.from(labels),
      checksums: Uint32Array.from(checksums),
    };
  };
  const samples = {
    train: split(images.train, 'train'),
    val: split(images.val, 'val'),
    test: split(images.test, 'test'),
  };
  writeFileSync(recordsFile, Buffer.concat(records));
  return { recordsFile, ...samples };
}

function stripes(label: number, offset: number): Uint8Array {
  const record = new Uint8Array(RECORD.bytes);
  for (let y = 0; y < RECORD.height; y++) {
    for (let x = 0; x < RECORD.width; x++) {
      const along = (label % 2 === 0 ? x : y) + offset;
      const on = Math.floor(along / 16) % 2 === 0;
      const at = (y * RECORD.width + x) * RECORD.channels;
      record[at + (Math.floor(label / 2) % 3)] = on ? 220 : 40;
    }
  }
  return record;
}
