import type { z } from 'zod';
import type { ClassCounts, Dataset, Picture, RejectedFile } from '../../src-shared/contract/datasets.ts';
import type { Split } from '../../src-shared/figures.ts';
import type { DatasetId } from '../../src-shared/ids.ts';
import type { Samples } from '../engine/protocol.ts';

/** A picture to be put into a data set. Its record must have been inserted. */
export interface NewPicture {
  slot: number;
  /** Path relative to the imported folder, with `/`. */
  file: string;
  /** Index into the data set's classes. */
  classIndex: number;
  split: Split;
}

export interface NewDataset {
  name: string;
  source: string;
  isSample: boolean;
  classes: readonly string[];
  pictures: readonly NewPicture[];
  rejected: readonly RejectedFile[];
}

export interface PicturePage {
  total: number;
  pictures: Picture[];
}

export interface PictureQuery {
  label?: string | undefined;
  split?: Split | undefined;
  offset: number;
  limit: number;
}

/** The data sets of a workspace. Every function that takes an id throws `not-found` where there is none (or a removed one). */
export interface DatasetsTable {
  /**
   * Stores an import, all of it or nothing. Where a data set of the same name has the very same pictures, labels and splits,
   * that one is returned unchanged (brought back if it was removed); other contents under a known name become its next version.
   */
  create(dataset: NewDataset): Dataset;
  /** Newest first. */
  list(): Dataset[];
  get(id: DatasetId): Dataset;
  /** By id, else the newest of that name. */
  find(idOrName: string): Dataset;
  findByFingerprint(name: string, fingerprint: string): Dataset | null;
  classCounts(id: DatasetId): z.infer<typeof ClassCounts>[];
  /** A page in stable order: class, split (train, val, test), file. */
  pictures(id: DatasetId, query: PictureQuery): PicturePage;
  rejected(id: DatasetId): RejectedFile[];
  /** What the engine reads of one split, in the order of `pictures`. */
  samples(id: DatasetId, split: Split): Samples;
  /** Errors: `conflict` where another data set has that name. */
  rename(id: DatasetId, name: string): void;
  /** Hides the data set; its pictures stay until `purge`. */
  remove(id: DatasetId): void;
  restore(id: DatasetId): void;
  /** Deletes what was removed, for good; returns which. The records they used are freed by `records.removeUnreferenced`. */
  purge(): DatasetId[];
}
