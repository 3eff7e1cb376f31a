import { expect, test } from 'vitest';
import { findRuns } from '../../../../src-renderer/screens/runs/find-runs.ts';
import { spreadOf } from '../../../../src-renderer/screens/runs/spread.ts';
import { recordOf } from '../../runs-query/records.ts';

const shown = recordOf({ name: 'Shown' });
const archived = recordOf({ name: 'Put away', isArchived: true });

test('archived runs are left out unless the filter speaks of them', () => {
  const records = [shown, archived];
  expect(findRuns(records, '')).toEqual({ records: [shown], problem: null, archivedCount: 1 });
  expect(findRuns(records, 'archived').records).toEqual([archived]);
  expect(findRuns(records, 'net:alexnet (archived or -archived)').records).toEqual(records);
  expect(findRuns(records, '"archived"').records).toEqual([]);
});

test('a filter that cannot be read filters nothing', () => {
  expect(findRuns([shown, archived], 'nobody:1')).toMatchObject({
    records: [shown],
    problem: { from: 0, to: 6 },
  });
});

test('a group has the mean and the deviation of its numbers', () => {
  expect(spreadOf([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(5 / 3), count: 4 });
  expect(spreadOf([7])).toEqual({ mean: 7, deviation: 0, count: 1 });
  expect(spreadOf([])).toBeUndefined();
});
