-- What people write on runs, apart from what training measured: a run without a row has no marks.
CREATE TABLE run_marks (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  -- A list of words in the order of the alphabet.
  tags_json TEXT NOT NULL,
  note TEXT NOT NULL,
  is_starred INTEGER NOT NULL CHECK (is_starred IN (0, 1)),
  -- As #rrggbb; null: the default of its number.
  colour TEXT,
  is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Counts a workspace's runs from 1 in the order in which they were made.
ALTER TABLE runs ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET number = ordered.number
FROM (SELECT id, row_number() OVER (ORDER BY created_at_ms, rowid) AS number FROM runs) AS ordered
WHERE ordered.id = runs.id;
CREATE UNIQUE INDEX runs_by_number ON runs (number);

-- How somebody wants to see the table of runs: its columns, order, filter and grouping.
CREATE TABLE run_views (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  view_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
