import type { Picture } from '../../src-shared/contract/datasets.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import { evenPlace } from '../../src-shared/even-places.ts';
import type { Split } from '../../src-shared/figures.ts';
import type { Samples } from '../engine/protocol.ts';
import type { DatasetsTable } from '../store/datasets-table.ts';

/** A whole split of what a run was trained on, for the engine. Errors: `not-found` (deleted), `bad-request` (an empty split). */
export function splitSamples(datasets: DatasetsTable, { dataset, name }: Run, split: Split): Samples {
  const samples = ofRun(dataset, name, () => datasets.samples(dataset.id, split));
  if (samples.slots.length > 0) return samples;
  throw new AppError('bad-request', `"${dataset.name}" has no pictures in its ${split} split.`);
}

/** The same pictures, in the order in which the engine sees them. Errors: `not-found`. */
export function splitPictures(datasets: DatasetsTable, { dataset, name }: Run, split: Split): Picture[] {
  const query = { split, offset: 0, limit: Number.MAX_SAFE_INTEGER };
  return ofRun(dataset, name, () => datasets.pictures(dataset.id, query).pictures);
}

/** All samples, or `most` that are spread evenly over them. */
export function spread(samples: Samples, most: number): Samples {
  const of = samples.slots.length;
  if (of <= most) return samples;
  const places = Int32Array.from({ length: most }, (_, index) => evenPlace(index, most, of));
  return {
    slots: places.map((place) => samples.slots[place] ?? 0),
    labels: places.map((place) => samples.labels[place] ?? 0),
    checksums: Uint32Array.from(places, (place) => samples.checksums[place] ?? 0),
  };
}

/** Says in words for whoever looks into a run that what it was trained on is no longer there. */
function ofRun<T>(dataset: Run['dataset'], run: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
    throw new AppError(
      'not-found',
      `The data set "${dataset.name}", which "${run}" was trained on, has been deleted, so there are no pictures to go through. Pictures of your own can still be looked at.`,
    );
  }
}
