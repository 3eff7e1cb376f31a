import { expect, test } from 'vitest';
import { mergeRuns } from '../../../../src-renderer/state/merge-runs.ts';
import { RunId } from '../../../../src-shared/ids.ts';
import { makeRun } from '../../../helpers/make-run.ts';

const ids = ['run00001', 'run00002', 'run00003'].map((id) => RunId.parse(id));
const runs = ids
  .map((id, i) => makeRun({ id, number: i + 1, name: `Run ${i + 1}`, createdAtMs: i }))
  .reverse();
const [third, second, first] = runs;

test('a run that was asked for again takes the place of what it was', () => {
  const renamed = makeRun({ ...second, name: 'Other' });
  expect(mergeRuns(runs, [renamed.id], [renamed])).toEqual([third, renamed, first]);
});

test('a run that did not come back is gone, and one that is brought back has its old place', () => {
  const without = mergeRuns(runs, ids.slice(1, 2), []);
  expect(without).toEqual([third, first]);
  expect(mergeRuns(without, ids.slice(1, 2), runs.slice(1, 2))).toEqual(runs);
});

test('a new run comes first', () => {
  const fresh = makeRun({ id: RunId.parse('run00004'), number: 4, createdAtMs: 9 });
  expect(mergeRuns(runs, [fresh.id], [fresh])).toEqual([fresh, third, second, first]);
});
