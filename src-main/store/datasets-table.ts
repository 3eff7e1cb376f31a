import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import type { ClassCounts, Dataset, Picture, RejectedFile } from '../../src-shared/contract/datasets.ts';
import { AppError } from '../../src-shared/errors.ts';
import { Split } from '../../src-shared/figures.ts';
import { DatasetId } from '../../src-shared/ids.ts';
import type { Samples } from '../engine/protocol.ts';
import { type DatasetRow, selectDatasets, splitNumber, splitOf, toDataset } from './dataset-row.ts';
import { createDatasetInsertion, type NewDataset } from './insert-dataset.ts';

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

interface ClassRow {
  class_index: number;
  label: string;
  train: number;
  val: number;
  test: number;
}

interface PictureRow {
  slot: number;
  checksum: number;
  file: string;
  label: string;
  split: number;
  width: number;
  height: number;
}

/** A range of classes and splits: one query then serves every filter, by the key. */
interface PictureRange {
  id: DatasetId;
  firstClass: number;
  lastClass: number;
  firstSplit: number;
  lastSplit: number;
}

export function createDatasetsTable(db: Database): DatasetsTable {
  const insertDataset = createDatasetInsertion(db);
  const all = db.prepare<[], DatasetRow>(selectDatasets('removed_at_ms IS NULL'));
  const byId = db.prepare<{ id: string }, DatasetRow>(
    selectDatasets('datasets.id = @id AND removed_at_ms IS NULL'),
  );
  const byName = db.prepare<{ name: string }, DatasetRow>(
    selectDatasets('name = @name AND removed_at_ms IS NULL'),
  );
  const classes = db.prepare<{ id: DatasetId }, ClassRow>(
    `SELECT class_index, label, train, val, test FROM classes JOIN datasets ON datasets.id = dataset_id
     WHERE dataset_id = @id AND removed_at_ms IS NULL ORDER BY class_index`,
  );
  const pictures = db.prepare<PictureRange & { offset: number; limit: number }, PictureRow>(
    `SELECT slot, crc32 AS checksum, file, label, split, width, height
     FROM (SELECT dataset_id, class_index, split, file, slot FROM pictures
           WHERE dataset_id = @id AND class_index BETWEEN @firstClass AND @lastClass
             AND split BETWEEN @firstSplit AND @lastSplit
           ORDER BY class_index, split, file LIMIT @limit OFFSET @offset)
     JOIN classes USING (dataset_id, class_index) JOIN records USING (slot)
     ORDER BY class_index, split, file`,
  );
  const samples = db.prepare<
    { id: DatasetId; split: number },
    { slot: number; label: number; crc32: number }
  >(
    `SELECT slot, class_index AS label, crc32 FROM pictures JOIN records USING (slot)
     WHERE dataset_id = @id AND split = @split ORDER BY class_index, file`,
  );
  const rejected = db.prepare<{ id: DatasetId }, RejectedFile>(
    'SELECT file, reason FROM rejected_files WHERE dataset_id = @id ORDER BY file',
  );
  const nameTaken = db
    .prepare<{ id: DatasetId; name: string }, number>(
      'SELECT 1 FROM datasets WHERE name = @name AND id <> @id',
    )
    .pluck();
  const setName = db.prepare<{ id: DatasetId; name: string }>(
    'UPDATE datasets SET name = @name WHERE id = @id',
  );
  const setRemoved = db.prepare<{ id: DatasetId; at: number | null }>(
    'UPDATE datasets SET removed_at_ms = @at WHERE id = @id AND (removed_at_ms IS NULL) = (@at IS NOT NULL)',
  );
  const purge = db
    .prepare<[], string>('DELETE FROM datasets WHERE removed_at_ms IS NOT NULL RETURNING id')
    .pluck();

  function get(id: DatasetId): Dataset {
    const row = byId.get({ id });
    if (row === undefined) throw noDataset(id);
    return toDataset(row);
  }
  function classesOf(id: DatasetId): ClassRow[] {
    const rows = classes.all({ id });
    if (rows.length === 0) throw noDataset(id);
    return rows;
  }

  return {
    create: (dataset) => get(insertDataset(dataset)),
    list: () => all.all().map(toDataset),
    get,
    find(idOrName) {
      const row = byId.get({ id: idOrName }) ?? byName.get({ name: idOrName });
      if (row === undefined) throw noDataset(idOrName);
      return toDataset(row);
    },
    classCounts: (id) => classesOf(id).map(({ label, train, val, test }) => ({ label, train, val, test })),
    pictures(id, { label, split, offset, limit }) {
      const wanted = classesOf(id).filter((row) => label === undefined || row.label === label);
      const splits = split === undefined ? Split.options : [split];
      const total = wanted.reduce((sum, row) => sum + splits.reduce((n, s) => n + row[s], 0), 0);
      const rows = pictures.all({
        id,
        firstClass: wanted.at(0)?.class_index ?? 0,
        lastClass: wanted.at(-1)?.class_index ?? -1,
        firstSplit: splitNumber(splits[0] ?? 'train'),
        lastSplit: splitNumber(splits.at(-1) ?? 'test'),
        offset,
        limit,
      });
      return { total, pictures: rows.map((row) => ({ ...row, split: splitOf(row.split) })) };
    },
    rejected: (id) => rejected.all({ id: get(id).id }),
    samples(id, split) {
      const rows = samples.all({ id: get(id).id, split: splitNumber(split) });
      return {
        slots: Int32Array.from(rows, (row) => row.slot),
        labels: Int32Array.from(rows, (row) => row.label),
        checksums: Uint32Array.from(rows, (row) => row.crc32),
      };
    },
    rename: db.transaction((id: DatasetId, name: string) => {
      get(id);
      if (nameTaken.get({ id, name }) !== undefined) {
        throw new AppError('conflict', `Another data set is called "${name}" already. Choose another name.`);
      }
      setName.run({ id, name });
    }),
    remove(id) {
      if (setRemoved.run({ id, at: Date.now() }).changes === 0) throw noDataset(id);
    },
    restore(id) {
      if (setRemoved.run({ id, at: null }).changes === 0) throw noDataset(id);
    },
    purge: () => purge.all().map((id) => DatasetId.parse(id)),
  };
}

function noDataset(idOrName: string): AppError {
  return new AppError(
    'not-found',
    `There is no data set "${idOrName}" in this workspace. \`datasets\` lists them.`,
  );
}
