-- Where a run comes from: trained in this workspace, brought by a bundle, or figures alone that another program wrote. Of those the recipe
-- is not known: recipe_json then holds the default one, which is never shown.
ALTER TABLE runs ADD COLUMN origin TEXT NOT NULL DEFAULT 'trained'
  CHECK (origin IN ('trained', 'bundle', 'tensorboard', 'csv'));

-- Other programs do not write every figure: null is not known.
ALTER TABLE step_metrics ALTER COLUMN top1 DROP NOT NULL;
ALTER TABLE step_metrics ALTER COLUMN learning_rate DROP NOT NULL;
ALTER TABLE step_metrics ALTER COLUMN step_ms DROP NOT NULL;
ALTER TABLE step_metrics ALTER COLUMN data_wait_ms DROP NOT NULL;
ALTER TABLE epoch_metrics ALTER COLUMN train_loss DROP NOT NULL;
ALTER TABLE epoch_metrics ALTER COLUMN train_top1 DROP NOT NULL;
ALTER TABLE epoch_metrics ALTER COLUMN seconds DROP NOT NULL;
ALTER TABLE epoch_metrics ALTER COLUMN images_per_second DROP NOT NULL;
