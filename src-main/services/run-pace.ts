import type { RunProgress } from '../../src-shared/contract/runs.ts';
import type { StepPoint } from '../../src-shared/figures.ts';

/** Steps that the figures of the moment are means over. */
const WINDOW = 20;

export interface PaceOptions {
  batch: number;
  epochs: number;
  stepsPerEpoch: number;
  /** Steps done before this sitting. */
  step: number;
  startedAtMs: number;
}

export interface Pace {
  add(points: readonly StepPoint[]): void;
  /** Where the run is at `nowMs`, for the line under the charts. */
  progress(phase: RunProgress['phase'], nowMs: number): RunProgress;
  /** Pictures a second over the steps of this sitting but for its first ones, which build and warm up; null before there are any. */
  imagesPerSecond(): number | null;
}

const WARM_UP_STEPS = 2;

/** Computes speed and time left from the steps of one sitting. Pure but for what `add` has told it. */
export function createPace(options: PaceOptions): Pace {
  const { batch, epochs, stepsPerEpoch } = options;
  const recent: StepPoint[] = [];
  let step = options.step;
  let taken = 0;
  let stepMs = 0;
  let warm = { steps: 0, ms: 0 };

  return {
    add(points) {
      for (const point of points) {
        step = point.step;
        taken += 1;
        stepMs += point.stepMs;
        if (taken > WARM_UP_STEPS) warm = { steps: warm.steps + 1, ms: warm.ms + point.stepMs };
        recent.push(point);
        if (recent.length > WINDOW) recent.shift();
      }
    },

    progress(phase, nowMs) {
      const recentMs = sum(recent.map((point) => point.stepMs));
      const totalSteps = epochs * stepsPerEpoch;
      return {
        phase,
        // The epoch of the last step, also while that epoch is validated and saved.
        epoch: Math.max(1, Math.ceil(step / stepsPerEpoch)),
        step,
        totalSteps,
        imagesPerSecond: recentMs > 0 ? (recent.length * batch * 1000) / recentMs : 0,
        dataWait: recentMs > 0 ? Math.min(1, sum(recent.map((point) => point.dataWaitMs)) / recentMs) : 0,
        secondsLeft: recentMs > 0 ? secondsLeft(totalSteps - step, recentMs / recent.length, nowMs) : null,
      };
    },

    imagesPerSecond: () => (warm.ms > 0 ? (warm.steps * batch * 1000) / warm.ms : null),
  };

  /** Steps at their recent pace; validation and saving at what they took of each epoch so far. */
  function secondsLeft(steps: number, meanStepMs: number, nowMs: number): number {
    const epochsDone = Math.floor(taken / stepsPerEpoch);
    const besidesMs = Math.max(0, nowMs - options.startedAtMs - stepMs);
    const besidesEachMs = epochsDone > 0 ? besidesMs / epochsDone : 0;
    return Math.max(0, steps * meanStepMs + (steps / stepsPerEpoch) * besidesEachMs) / 1000;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
