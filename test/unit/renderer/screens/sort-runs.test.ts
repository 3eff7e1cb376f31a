import { expect, test } from 'vitest';
import { sortRuns } from '../../../../src-renderer/screens/runs/sort-runs.ts';
import { makeRun } from '../../../helpers/make-run.ts';

const good = makeRun({ name: 'Good', best: { epoch: 1, step: 1, top1: 0.9, loss: 1 }, createdAtMs: 1 });
const poor = makeRun({ name: 'Poor', best: { epoch: 1, step: 1, top1: 0.2, loss: 1 }, createdAtMs: 2 });
const fresh = makeRun({ name: 'Fresh', state: { status: 'queued' }, createdAtMs: 3 });

const names = (runs: readonly { name: string }[]) => runs.map(({ name }) => name);

test('sorts by a column, either way', () => {
  const runs = [poor, fresh, good];
  expect(names(sortRuns(runs, { column: 'name', isDescending: false }))).toEqual(['Fresh', 'Good', 'Poor']);
  expect(names(sortRuns(runs, { column: 'created', isDescending: true }))).toEqual(['Fresh', 'Poor', 'Good']);
});

test('puts runs without a value last whichever way is sorted', () => {
  const runs = [fresh, poor, good];
  expect(names(sortRuns(runs, { column: 'accuracy', isDescending: true }))).toEqual([
    'Good',
    'Poor',
    'Fresh',
  ]);
  expect(names(sortRuns(runs, { column: 'accuracy', isDescending: false }))).toEqual([
    'Poor',
    'Good',
    'Fresh',
  ]);
});
