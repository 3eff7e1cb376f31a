import { expect, test } from 'vitest';
import { applyRunEvent, type RunView } from '../../../../src-renderer/state/apply-run-event.ts';
import type { RunEvent, RunProgress } from '../../../../src-shared/contract/runs.ts';
import type { EpochFigures } from '../../../../src-shared/figures.ts';
import { makeRun } from '../../../helpers/make-run.ts';

const progress: RunProgress = {
  phase: 'training',
  epoch: 1,
  step: 3,
  totalSteps: 120,
  imagesPerSecond: 50,
  dataWait: 0.01,
  secondsLeft: 60,
};

const view: RunView = { seq: 4, run: makeRun(), epochs: [epoch(1), epoch(2)], progress };

function epoch(number: number, loss = 1): EpochFigures {
  return {
    epoch: number,
    step: number * 10,
    train: { loss, top1: 0 },
    val: null,
    seconds: 1,
    imagesPerSecond: 1,
  };
}

function applied(event: RunEvent): RunView {
  const next = applyRunEvent(view, event);
  if (next === 'gap') throw new Error('a gap was not expected');
  return next;
}

test('begins with a snapshot, whatever its number', () => {
  const event: RunEvent = {
    type: 'snapshot',
    seq: 90,
    run: makeRun(),
    series: { step: [], loss: [], top1: [], learningRate: [] },
    epochs: [],
    progress: null,
  };
  expect(applyRunEvent(null, event)).toEqual({ seq: 90, run: makeRun(), epochs: [], progress: null });
  expect(applyRunEvent(view, event)).toMatchObject({ seq: 90, epochs: [] });
});

test('asks for a snapshot when none came yet', () => {
  expect(applyRunEvent(null, { type: 'progress', seq: 1, progress })).toBe('gap');
});

test('asks for a snapshot when a number is left out or comes again', () => {
  expect(applyRunEvent(view, { type: 'progress', seq: 6, progress })).toBe('gap');
  expect(applyRunEvent(view, { type: 'progress', seq: 4, progress })).toBe('gap');
});

test('keeps what an event does not change', () => {
  const next = applied({ type: 'steps', seq: 5, points: [] });
  expect(next.seq).toBe(5);
  expect(next.run).toBe(view.run);
  expect(next.epochs).toBe(view.epochs);
  expect(next.progress).toBe(view.progress);
});

test('takes a changed run and its progress', () => {
  expect(applied({ type: 'run', seq: 5, run: makeRun({ name: 'New name' }) }).run.name).toBe('New name');
  expect(applied({ type: 'progress', seq: 5, progress: { ...progress, step: 9 } }).progress?.step).toBe(9);
});

test('forgets the progress of a run that is not at work any more', () => {
  const run = makeRun({ state: { status: 'completed' } });
  expect(applied({ type: 'run', seq: 5, run }).progress).toBeNull();
});

test('adds an epoch', () => {
  expect(applied({ type: 'epoch', seq: 5, figures: epoch(3) }).epochs).toHaveLength(3);
});

test('takes an epoch that a resumed run gives again in place of it and the later ones', () => {
  const { epochs } = applied({ type: 'epoch', seq: 5, figures: epoch(1, 0.5) });
  expect(epochs).toEqual([epoch(1, 0.5)]);
});
