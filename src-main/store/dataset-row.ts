import { Dataset } from '../../src-shared/contract/datasets.ts';
import { Split } from '../../src-shared/figures.ts';

/** A data set with its counts; `classes_json` holds the labels in order. */
export interface DatasetRow {
  id: string;
  name: string;
  version: number;
  source: string;
  is_sample: number;
  created_at_ms: number;
  classes_json: string;
  train: number;
  val: number;
  test: number;
  rejected: number;
  runs: number;
}

/** Every `DatasetRow` that meets the condition on `datasets`, newest first. */
export function selectDatasets(condition: string): string {
  return `
    SELECT datasets.id, name, version, source, is_sample, created_at_ms,
           json_group_array(label ORDER BY class_index) AS classes_json,
           sum(train) AS train, sum(val) AS val, sum(test) AS test,
           (SELECT count(*) FROM rejected_files WHERE dataset_id = datasets.id) AS rejected,
           (SELECT count(*) FROM runs WHERE dataset_id = datasets.id AND removed_at_ms IS NULL) AS runs
    FROM datasets JOIN classes ON classes.dataset_id = datasets.id
    WHERE ${condition}
    GROUP BY datasets.id
    ORDER BY created_at_ms DESC, datasets.rowid DESC`;
}

/** The data set as the contract has it. */
export function toDataset(row: DatasetRow): Dataset {
  return Dataset.parse({
    id: row.id,
    name: row.name,
    version: row.version,
    classes: JSON.parse(row.classes_json),
    images: { train: row.train, val: row.val, test: row.test },
    rejected: row.rejected,
    source: row.source,
    isSample: row.is_sample === 1,
    createdAtMs: row.created_at_ms,
    runs: row.runs,
  });
}

/** A split as the number that `pictures.split` holds: sorts train, val, test. */
export function splitNumber(split: Split): number {
  return Split.options.indexOf(split);
}

/** The split behind `splitNumber`'s number; the table's CHECK allows no other. */
export function splitOf(number: number): Split {
  return Split.parse(Split.options[number]);
}
