import { expect, test } from 'vitest';
import { compareAddress, comparedIds } from '../../../../src-renderer/screens/compare/compare-address.ts';
import { comparedRuns } from '../../../../src-renderer/screens/compare/compared-run.ts';
import { RunId } from '../../../../src-shared/ids.ts';
import { makeRun } from '../../../helpers/make-run.ts';

const ids = ['run00001', 'run00002'].map((id) => RunId.parse(id));

test('an address names its runs in their order', () => {
  const address = compareAddress('charts', ids);
  expect(address).toBe('/compare/charts?runs=run00001,run00002');
  expect(comparedIds(address.split('?')[1] ?? '')).toEqual(ids);
  expect(compareAddress('charts', [])).toBe('/compare/charts');
});

test('what is no id is passed over, and what is named twice counts once', () => {
  expect(comparedIds('runs=run00002,,../../etc,run00001,run00002')).toEqual([...ids].reverse());
  expect(comparedIds('')).toEqual([]);
});

test('runs are taken in the order of the address, and unknown ones are left out', () => {
  const [first, second] = ids.map((id) => makeRun({ id }));
  if (!first || !second) throw new Error('two ids');
  const unknown = RunId.parse('run00009');
  const compared = comparedRuns([first, second], [...ids, unknown].reverse());
  expect(compared.map(({ run }) => run.id)).toEqual([...ids].reverse());
  expect(new Set(compared.map(({ colour }) => colour)).size).toBe(2);
});
