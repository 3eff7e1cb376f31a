import { NO_MARKS } from '../../src-shared/contract/run-marks.ts';
import { Run } from '../../src-shared/contract/runs.ts';
import { RECIPES } from '../../src-shared/recipe.ts';

/** A run as the main process lists it; `changes` replace what matters to a test. */
export function makeRun(changes: Partial<Run> = {}): Run {
  return {
    ...Run.parse({
      id: 'run00001',
      number: 1,
      name: 'Run 1',
      origin: 'trained',
      dataset: { id: 'data0001', name: 'Pets', version: 1 },
      classes: ['cats', 'dogs'],
      recipe: { ...RECIPES.quick, epochs: 12 },
      state: { status: 'running' },
      createdAtMs: 0,
      durationMs: 0,
      epochs: 0,
      steps: 0,
      stepsPerEpoch: 10,
      precision: null,
      imagesPerSecond: null,
      best: null,
      train: null,
      val: null,
      test: null,
      checkpoints: [],
      notes: [],
      marks: NO_MARKS,
    }),
    ...changes,
  };
}
