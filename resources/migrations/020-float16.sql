-- A third precision. A constraint cannot be changed, so the column is made anew.
ALTER TABLE runs ADD COLUMN chosen_precision TEXT CHECK (chosen_precision IN ('float32', 'bfloat16', 'float16'));
UPDATE runs SET chosen_precision = precision;
ALTER TABLE runs DROP COLUMN precision;
ALTER TABLE runs RENAME COLUMN chosen_precision TO precision;

-- Nothing reads it: recipes are compared setting by setting.
ALTER TABLE runs DROP COLUMN recipe_sha256;
