import type { Database } from 'better-sqlite3';
import type { Split } from '../../src-shared/figures.ts';
import { DatasetId } from '../../src-shared/ids.ts';
import { splitOf } from './dataset-row.ts';
import type { PictureRecord } from './records-table.ts';

/** A picture of a data set with the record that it has in the cache. */
export interface PictureRow extends PictureRecord {
  file: string;
  classIndex: number;
  split: Split;
}

/** What a data set is made of, to take it from one workspace to another. */
export interface DatasetRows {
  /** In the order of class, split and file. */
  pictures(id: DatasetId): PictureRow[];
  /** SHA-256 over the pictures' files, classes, splits and contents. */
  fingerprint(id: DatasetId): string;
  /** The newest data set with these contents, whatever its name. */
  findByFingerprint(fingerprint: string): DatasetId | null;
}

export function createDatasetRows(db: Database): DatasetRows {
  const pictures = db.prepare<
    { id: DatasetId },
    Omit<PictureRow, 'split' | 'classIndex'> & { classIndex: number; split: number }
  >(
    `SELECT file, class_index AS classIndex, split, slot, file_sha256 AS sha256, crc32, width, height
     FROM pictures JOIN records USING (slot) WHERE dataset_id = @id ORDER BY class_index, split, file`,
  );
  const fingerprint = db
    .prepare<{ id: DatasetId }, string>('SELECT fingerprint FROM datasets WHERE id = @id')
    .pluck();
  const byFingerprint = db
    .prepare<{ fingerprint: string }, string>(
      `SELECT id FROM datasets WHERE fingerprint = @fingerprint AND removed_at_ms IS NULL
       ORDER BY created_at_ms DESC, rowid DESC`,
    )
    .pluck();
  return {
    pictures: (id) => pictures.all({ id }).map((row) => ({ ...row, split: splitOf(row.split) })),
    fingerprint: (id) => fingerprint.get({ id }) ?? '',
    findByFingerprint(wanted) {
      const id = byFingerprint.get({ fingerprint: wanted });
      return id === undefined ? null : DatasetId.parse(id);
    },
  };
}
