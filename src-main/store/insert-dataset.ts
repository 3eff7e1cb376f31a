import type { Database } from 'better-sqlite3';
import type { RejectedFile } from '../../src-shared/contract/datasets.ts';
import type { Split } from '../../src-shared/figures.ts';
import { DatasetId } from '../../src-shared/ids.ts';
import { splitNumber } from './dataset-row.ts';
import { fingerprintOf } from './fingerprint.ts';
import { newId } from './new-id.ts';

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

/**
 * The function behind `datasets.create`: inserts a data set and gives its id or, where one of that name has the same contents,
 * shows that one again and gives its id.
 */
export function createDatasetInsertion(db: Database): (dataset: NewDataset) => DatasetId {
  const shaOfSlot = db
    .prepare<{ slot: number }, string>('SELECT file_sha256 FROM records WHERE slot = @slot')
    .pluck();
  const sameContents = db
    .prepare<{ name: string; fingerprint: string }, string>(
      `SELECT id FROM datasets WHERE name = @name AND fingerprint = @fingerprint
       ORDER BY removed_at_ms IS NOT NULL, version DESC`,
    )
    .pluck();
  const show = db.prepare<{ id: string }>('UPDATE datasets SET removed_at_ms = NULL WHERE id = @id');
  // Removed versions count: they can be restored.
  const insertDataset = db.prepare(
    `INSERT INTO datasets (id, name, version, fingerprint, source, is_sample, created_at_ms)
     VALUES (@id, @name, (SELECT coalesce(max(version), 0) + 1 FROM datasets WHERE name = @name),
             @fingerprint, @source, @isSample, @createdAtMs)`,
  );
  const insertClass = db.prepare(
    `INSERT INTO classes (dataset_id, class_index, label, train, val, test)
     VALUES (@id, @classIndex, @label, @train, @val, @test)`,
  );
  const insertPicture = db.prepare(
    `INSERT INTO pictures (dataset_id, class_index, split, file, slot)
     VALUES (@id, @classIndex, @split, @file, @slot)`,
  );
  const insertRejected = db.prepare(
    'INSERT INTO rejected_files (dataset_id, file, reason) VALUES (@id, @file, @reason)',
  );

  function contentsOf({ classes, pictures }: NewDataset): string {
    return fingerprintOf(
      pictures.map(({ slot, file, classIndex, split }) => ({
        file,
        label: classes[classIndex] ?? '',
        split,
        sha256: shaOfSlot.get({ slot }) ?? '',
      })),
    );
  }

  return db.transaction((dataset: NewDataset) => {
    const { name, source } = dataset;
    const fingerprint = contentsOf(dataset);
    const found = sameContents.get({ name, fingerprint });
    if (found !== undefined) {
      show.run({ id: found });
      return DatasetId.parse(found);
    }
    const id = DatasetId.parse(newId());
    insertDataset.run({
      id,
      name,
      source,
      fingerprint,
      isSample: dataset.isSample ? 1 : 0,
      createdAtMs: Date.now(),
    });
    const counts = countByClass(dataset);
    for (const [classIndex, label] of dataset.classes.entries()) {
      insertClass.run({ id, classIndex, label, ...counts[classIndex] });
    }
    for (const { slot, file, classIndex, split } of dataset.pictures) {
      insertPicture.run({ id, slot, file, classIndex, split: splitNumber(split) });
    }
    for (const { file, reason } of dataset.rejected) insertRejected.run({ id, file, reason });
    return id;
  });
}

function countByClass({ classes, pictures }: NewDataset): Record<Split, number>[] {
  const counts = classes.map(() => ({ train: 0, val: 0, test: 0 }));
  for (const { classIndex, split } of pictures) {
    const ofClass = counts[classIndex];
    if (ofClass !== undefined) ofClass[split] += 1;
  }
  return counts;
}
