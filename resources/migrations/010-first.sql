-- Times are milliseconds since 1970 (UTC). Rows with removed_at_ms are hidden until they are restored or purged.

-- One decoded picture of cache/records.bin. `slot` is its place there; `file_sha256` that of the picture file it was made from.
CREATE TABLE records (
  slot INTEGER PRIMARY KEY CHECK (slot >= 0),
  file_sha256 TEXT NOT NULL UNIQUE CHECK (length(file_sha256) = 64),
  crc32 INTEGER NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0)
) STRICT;

-- A data set never changes after its import: other contents under the same name make the next version, a row of its own.
CREATE TABLE datasets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  -- SHA-256 over file, label, split and file hash of every picture, sorted.
  fingerprint TEXT NOT NULL,
  source TEXT NOT NULL,
  is_sample INTEGER NOT NULL CHECK (is_sample IN (0, 1)),
  created_at_ms INTEGER NOT NULL,
  removed_at_ms INTEGER,
  UNIQUE (name, version)
) STRICT;

-- The counts are those of the pictures below; they are kept because lists show them and data sets do not change.
CREATE TABLE classes (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  class_index INTEGER NOT NULL CHECK (class_index >= 0),
  label TEXT NOT NULL,
  train INTEGER NOT NULL,
  val INTEGER NOT NULL,
  test INTEGER NOT NULL,
  PRIMARY KEY (dataset_id, class_index),
  UNIQUE (dataset_id, label)
) STRICT, WITHOUT ROWID;

-- Keyed in the order in which the gallery shows them. `split`: 0 train, 1 val, 2 test.
CREATE TABLE pictures (
  dataset_id TEXT NOT NULL,
  class_index INTEGER NOT NULL,
  split INTEGER NOT NULL CHECK (split IN (0, 1, 2)),
  file TEXT NOT NULL,
  slot INTEGER NOT NULL REFERENCES records (slot),
  PRIMARY KEY (dataset_id, class_index, split, file),
  FOREIGN KEY (dataset_id, class_index) REFERENCES classes (dataset_id, class_index) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX pictures_by_slot ON pictures (slot);

CREATE TABLE rejected_files (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  file TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (dataset_id, file)
) STRICT, WITHOUT ROWID;

-- Name, version and classes of the data set are copied, so that a run outlives it; dataset_id may point nowhere.
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  dataset_id TEXT NOT NULL,
  dataset_name TEXT NOT NULL,
  dataset_version INTEGER NOT NULL,
  classes_json TEXT NOT NULL,
  recipe_json TEXT NOT NULL,
  recipe_sha256 TEXT NOT NULL,
  -- The run whose best weights this one started from.
  started_from TEXT,
  status TEXT NOT NULL
    CHECK (status IN ('queued', 'running', 'stopping', 'stopped', 'completed', 'interrupted', 'failed')),
  error_code TEXT,
  error_message TEXT,
  duration_ms REAL NOT NULL DEFAULT 0,
  steps_per_epoch INTEGER NOT NULL,
  precision TEXT CHECK (precision IN ('float32', 'bfloat16')),
  images_per_second REAL,
  created_at_ms INTEGER NOT NULL,
  removed_at_ms INTEGER,
  CHECK ((status = 'failed') = (error_code IS NOT NULL)),
  CHECK ((error_code IS NULL) = (error_message IS NULL))
) STRICT;
CREATE INDEX runs_by_dataset ON runs (dataset_id);

-- One row a step; the key's order makes charts and comparisons range scans.
CREATE TABLE step_metrics (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  step INTEGER NOT NULL CHECK (step > 0),
  loss REAL NOT NULL,
  top1 REAL NOT NULL,
  learning_rate REAL NOT NULL,
  step_ms REAL NOT NULL,
  data_wait_ms REAL NOT NULL,
  PRIMARY KEY (run_id, step)
) STRICT, WITHOUT ROWID;

-- The val_ columns are null together: without a validation split.
CREATE TABLE epoch_metrics (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL CHECK (epoch > 0),
  step INTEGER NOT NULL CHECK (step > 0),
  train_loss REAL NOT NULL,
  train_top1 REAL NOT NULL,
  val_loss REAL,
  val_top1 REAL,
  val_top5 REAL,
  seconds REAL NOT NULL,
  images_per_second REAL NOT NULL,
  PRIMARY KEY (run_id, epoch)
) STRICT, WITHOUT ROWID;

-- Files runs/<run>/checkpoints/step-<8 digits>.safetensors. top1 and loss: what the choice of the best went by.
CREATE TABLE checkpoints (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  step INTEGER NOT NULL CHECK (step >= 0),
  epoch INTEGER NOT NULL CHECK (epoch >= 0),
  is_best INTEGER NOT NULL CHECK (is_best IN (0, 1)),
  top1 REAL,
  loss REAL,
  bytes INTEGER NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (run_id, step),
  CHECK (is_best = 0 OR (top1 IS NOT NULL AND loss IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_best_checkpoint ON checkpoints (run_id) WHERE is_best = 1;

-- Figures of a checkpoint on a split, kept so that the same question is answered at once.
CREATE TABLE evaluations (
  run_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  split TEXT NOT NULL CHECK (split IN ('train', 'val', 'test')),
  views INTEGER NOT NULL CHECK (views IN (1, 10)),
  evaluation_json TEXT NOT NULL,
  PRIMARY KEY (run_id, step, split, views),
  FOREIGN KEY (run_id, step) REFERENCES checkpoints (run_id, step) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
