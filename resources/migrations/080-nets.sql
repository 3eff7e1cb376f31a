-- Networks that somebody made and kept. A run's recipe carries its own copy, so nothing refers to these.
CREATE TABLE nets (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  -- As `CustomNet` has it, with the name in it too.
  net_json TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
