import { expect, test } from 'vitest';
import { canResume, runSentence } from '../../../../src-renderer/screens/run/run-words.ts';
import { makeRun } from '../../../helpers/make-run.ts';

const checkpoint = { step: 10, epoch: 1, isBest: true, bytes: 1, savedAtMs: 0 };

test('says what a run that trains is doing and how long it will take', () => {
  const progress = {
    phase: 'training' as const,
    epoch: 3,
    step: 25,
    totalSteps: 120,
    imagesPerSecond: 50,
    dataWait: 0,
    secondsLeft: 600,
  };
  expect(runSentence(makeRun(), progress)).toBe('Training, epoch 3 of 12, 10 min left.');
  expect(runSentence(makeRun(), null)).toBe('The engine is being started.');
});

test('gives the message of a failure as it came', () => {
  const run = makeRun({
    state: { status: 'failed', code: 'diverged', message: 'The loss is not a number.' },
  });
  expect(runSentence(run, null)).toBe('The loss is not a number.');
});

test('offers to resume only what has a checkpoint and is not at work', () => {
  expect(canResume(makeRun({ state: { status: 'interrupted' }, checkpoints: [checkpoint] }))).toBe(true);
  expect(canResume(makeRun({ state: { status: 'interrupted' } }))).toBe(false);
  expect(canResume(makeRun({ state: { status: 'running' }, checkpoints: [checkpoint] }))).toBe(false);
  expect(canResume(makeRun({ state: { status: 'completed' }, checkpoints: [checkpoint] }))).toBe(false);
});
