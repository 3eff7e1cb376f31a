import type { z } from 'zod';
import type { ClassCounts } from '../../src-shared/contract/datasets.ts';
import type { Split } from '../../src-shared/figures.ts';
import type { DatasetId } from '../../src-shared/ids.ts';
import { createStore } from './store.ts';

/** Some pictures of a data set's split that were picked on another page, to be looked at in the gallery. */
export interface PictureSelection {
  readonly datasetId: DatasetId;
  readonly split: Split;
  /** Where they were picked: `the feature space of Night run`. */
  readonly from: string;
  /** By their places in the order of the split, ascending. */
  readonly pictures: readonly { readonly place: number; readonly label: string }[];
}

/** The latest selection; the gallery of its data set shows only that until it is put back to null. */
export const pictureSelection = createStore<PictureSelection | null>(null);

type Counts = z.infer<typeof ClassCounts>;

/** How many of the pictures of each class are selected, in the order of `classes`. */
export function countSelected(classes: readonly Counts[], { split, pictures }: PictureSelection): Counts[] {
  return classes.map(({ label }) => ({
    label,
    train: 0,
    val: 0,
    test: 0,
    [split]: pictures.filter((picture) => picture.label === label).length,
  }));
}
