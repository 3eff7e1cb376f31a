import { type Checkpoint, Run } from '../../src-shared/contract/runs.ts';
import { upgradeRecipe } from '../../src-shared/recipe/upgrade-recipe.ts';
import { startFile } from '../../src-shared/start-note.ts';
import { figuresOrNull, known } from './metrics-table.ts';
import { toMarks } from './run-marks-table.ts';

/** A run with what its metrics, best checkpoint and test evaluation add to it. */
export interface RunRow {
  id: string;
  number: number;
  origin: string;
  name: string;
  dataset_id: string;
  dataset_name: string;
  dataset_version: number;
  classes_json: string;
  recipe_json: string;
  started_from: string | null;
  start_name: string | null;
  status: string;
  error_code: string | null;
  error_message: string | null;
  created_at_ms: number;
  duration_ms: number;
  steps_per_epoch: number;
  precision: string | null;
  images_per_second: number | null;
  steps: number | null;
  epochs: number | null;
  train_loss: number | null;
  train_top1: number | null;
  val_loss: number | null;
  val_top1: number | null;
  val_top5: number | null;
  best_epoch: number | null;
  best_step: number | null;
  best_top1: number | null;
  best_loss: number | null;
  test_loss: number | null;
  test_top1: number | null;
  test_top5: number | null;
  notes_json: string;
  tags_json: string | null;
  note: string | null;
  is_starred: number | null;
  colour: string | null;
  is_archived: number | null;
}

/** Every `RunRow`; conditions on `runs` follow. */
export const SELECT_RUN = `
  SELECT runs.id, number, origin, name, dataset_id, dataset_name, dataset_version, classes_json, recipe_json,
         started_from, (SELECT name FROM runs AS start WHERE start.id = runs.started_from) AS start_name,
         status, error_code, error_message, created_at_ms, duration_ms, steps_per_epoch, precision,
         runs.images_per_second, notes_json,
         (SELECT max(step) FROM step_metrics WHERE run_id = runs.id) AS steps,
         last.epoch AS epochs, train_loss, train_top1, val_loss, val_top1, val_top5,
         best.epoch AS best_epoch, best.step AS best_step, best.top1 AS best_top1, best.loss AS best_loss,
         test.evaluation_json ->> 'loss' AS test_loss,
         test.evaluation_json ->> 'top1' AS test_top1,
         test.evaluation_json ->> 'top5' AS test_top5,
         tags_json, note, is_starred, colour, is_archived
  FROM runs
  LEFT JOIN epoch_metrics AS last
    ON last.run_id = runs.id AND last.epoch = (SELECT max(epoch) FROM epoch_metrics WHERE run_id = runs.id)
  LEFT JOIN checkpoints AS best ON best.run_id = runs.id AND best.is_best = 1
  LEFT JOIN evaluations AS test
    ON test.run_id = runs.id AND test.step = best.step AND test.split = 'test' AND test.views = 1
  LEFT JOIN run_marks AS marks ON marks.run_id = runs.id`;

function startOf({ started_from, start_name }: RunRow, notes: readonly string[]) {
  if (started_from !== null) return { kind: 'run', runId: started_from, name: start_name };
  const file = startFile(notes);
  return file === null ? null : { kind: 'file', name: file };
}

/** The run as the contract has it. Parsed, because recipe and classes are JSON and the state is a union. */
export function toRun(row: RunRow, checkpoints: Checkpoint[]): Run {
  const notes: string[] = JSON.parse(row.notes_json);
  return Run.parse({
    id: row.id,
    number: row.number,
    origin: row.origin,
    name: row.name,
    dataset: { id: row.dataset_id, name: row.dataset_name, version: row.dataset_version },
    classes: JSON.parse(row.classes_json),
    recipe: upgradeRecipe(JSON.parse(row.recipe_json)),
    startedFrom: startOf(row, notes),
    state: { status: row.status, code: row.error_code, message: row.error_message },
    createdAtMs: row.created_at_ms,
    durationMs: row.duration_ms,
    epochs: row.epochs ?? 0,
    steps: row.steps ?? 0,
    stepsPerEpoch: row.steps_per_epoch,
    precision: row.precision,
    imagesPerSecond: row.images_per_second,
    best:
      row.best_step === null
        ? null
        : { epoch: row.best_epoch, step: row.best_step, top1: row.best_top1, loss: row.best_loss },
    train:
      row.train_loss === null && row.train_top1 === null
        ? null
        : { loss: known(row.train_loss), top1: known(row.train_top1) },
    val: figuresOrNull(row.val_loss, row.val_top1, row.val_top5),
    test: row.test_loss === null ? null : { loss: row.test_loss, top1: row.test_top1, top5: row.test_top5 },
    checkpoints,
    notes,
    marks: toMarks(row),
  });
}
