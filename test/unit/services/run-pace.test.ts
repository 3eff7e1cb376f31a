import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src-main/services/run-pace.ts';
import type { StepPoint } from '../../../src-shared/figures.ts';

const options = { batch: 10, epochs: 4, stepsPerEpoch: 5, step: 0, startedAtMs: 1000 };
const point = (step: number, stepMs: number, dataWaitMs = 0): StepPoint => ({
  step,
  loss: 1,
  top1: 0,
  learningRate: 0.1,
  stepMs,
  dataWaitMs,
});
const points = (from: number, to: number, stepMs: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => point(from + index, stepMs));

describe('createPace', () => {
  it('knows nothing of speed and time before the first step', () => {
    expect(createPace(options).progress('starting', 1000)).toEqual({
      phase: 'starting',
      epoch: 1,
      step: 0,
      totalSteps: 20,
      imagesPerSecond: 0,
      dataWait: 0,
      secondsLeft: null,
    });
  });

  it('takes speed and data wait from the last 20 steps', () => {
    const pace = createPace({ ...options, stepsPerEpoch: 100 });
    pace.add(points(1, 50, 900));
    pace.add(Array.from({ length: 20 }, (_, index) => point(51 + index, 100, 25)));
    const { imagesPerSecond, dataWait } = pace.progress('training', 0);
    expect(imagesPerSecond).toBeCloseTo(100);
    expect(dataWait).toBeCloseTo(0.25);
  });

  it('counts the time left in steps before an epoch has ended', () => {
    const pace = createPace(options);
    pace.add(points(1, 3, 200));
    expect(pace.progress('training', 1600).secondsLeft).toBeCloseTo(17 * 0.2);
  });

  it('adds what validation and saving took of the epochs before', () => {
    const pace = createPace(options);
    pace.add(points(1, 5, 200));
    // One epoch: 1 s of steps and 2 s beside them; three more to go.
    expect(pace.progress('training', 4000).secondsLeft).toBeCloseTo(15 * 0.2 + 3 * 2);
  });

  it('goes on counting where a resumed run was', () => {
    const pace = createPace({ ...options, step: 10 });
    pace.add(points(11, 12, 100));
    expect(pace.progress('training', 1200)).toMatchObject({
      epoch: 3,
      step: 12,
      totalSteps: 20,
      secondsLeft: 0.8,
    });
  });

  it('names the epoch that is being validated, not the next one', () => {
    const pace = createPace(options);
    pace.add(points(1, 5, 100));
    expect(pace.progress('validating', 1500).epoch).toBe(1);
    pace.add(points(6, 20, 100));
    expect(pace.progress('testing', 3000)).toMatchObject({ epoch: 4, secondsLeft: 0 });
  });

  it('leaves the first steps out of the run’s speed', () => {
    const pace = createPace(options);
    expect(pace.imagesPerSecond()).toBeNull();
    pace.add([point(1, 5000), point(2, 3000)]);
    expect(pace.imagesPerSecond()).toBeNull();
    pace.add(points(3, 5, 100));
    expect(pace.imagesPerSecond()).toBeCloseTo(100);
  });
});
