import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { useRunsTable } from '../../../../src-renderer/screens/runs/use-runs-table.ts';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { makeRun } from '../../../helpers/make-run.ts';

const good = makeRun({ name: 'Good', best: { epoch: 1, step: 1, top1: 0.9, loss: 1 }, createdAtMs: 1 });
const poor = makeRun({ name: 'Poor', best: { epoch: 1, step: 1, top1: 0.2, loss: 1 }, createdAtMs: 2 });
const fresh = makeRun({ name: 'Fresh', state: { status: 'queued' }, createdAtMs: 3 });

interface NamesProps {
  readonly runs: readonly Run[];
  readonly field: string;
  readonly isDescending: boolean;
}

/** The runs' names as the table lists them. */
function Names({ runs, field, isDescending }: NamesProps) {
  const records = runs.map((run) => ({ run, bests: null }));
  const rows = useRunsTable(records, { order: [{ field, isDescending }], groupBy: null });
  return rows.map(({ original }) => original.run.name).join(' ');
}

function listed(runs: readonly Run[], field: string, isDescending: boolean): string {
  return renderToStaticMarkup(createElement(Names, { runs, field, isDescending }));
}

test('runs are sorted by a column, either way', () => {
  expect(listed([poor, fresh, good], 'name', false)).toBe('Fresh Good Poor');
  expect(listed([poor, fresh, good], 'created', true)).toBe('Fresh Poor Good');
});

test('runs without a value come last whichever way is sorted', () => {
  expect(listed([fresh, poor, good], 'top1', true)).toBe('Good Poor Fresh');
  expect(listed([fresh, poor, good], 'top1', false)).toBe('Poor Good Fresh');
});
