import { calibrationError, firstAnswers, reliabilityBins } from '../../src-shared/calibration/reliability.ts';
import { fitTemperature } from '../../src-shared/calibration/temperature.ts';
import type { Calibration } from '../../src-shared/contract/classify.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { Predictions } from './predictions.ts';
import type { Progress } from './warm-inspector.ts';

/** More answers than any chart or slider can tell apart; of larger splits every n-th is taken, in their order. */
const MOST_ANSWERS = 5_000;

/** Fits the temperature to what a run's best checkpoint said of the validation pictures. Errors: those of `predictions.read`. */
export async function* calibrate(
  predictions: Predictions,
  runId: RunId,
  signal?: AbortSignal,
): AsyncGenerator<Progress | { type: 'done'; calibration: Calibration }> {
  const { logits, labels, run } = yield* predictions.read({ runId, split: 'val', views: 1 }, signal);
  const judged = { logits, labels, classes: run.classes.length };
  const temperature = fitTemperature(judged);
  const [raw, fitted] = [firstAnswers(judged, 1), firstAnswers(judged, temperature)];
  const every = Math.ceil(labels.length / MOST_ANSWERS);
  const isKept = (_: unknown, index: number) => index % every === 0;
  yield {
    type: 'done',
    calibration: {
      temperature,
      error: {
        before: calibrationError(reliabilityBins(raw)),
        after: calibrationError(reliabilityBins(fitted)),
      },
      answers: fitted.filter(isKept),
      rawConfidences: raw.filter(isKept).map(({ confidence }) => confidence),
    },
  };
}
