-- What a run began to train with: this program, TensorFlow, device and machine. Runs from before this was recorded have no row.
CREATE TABLE run_environments (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  environment_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
