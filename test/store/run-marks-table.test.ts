import { expect, test } from 'vitest';
import { NO_MARKS, type RunView } from '../../src-shared/contract/run-marks.ts';
import { RunId } from '../../src-shared/ids.ts';
import { addRun, temporaryStore } from './workspace.ts';

test('runs are counted from one, and have no marks at first', () => {
  const store = temporaryStore();
  expect([addRun(store), addRun(store)].map(({ number, marks }) => [number, marks])).toEqual([
    [1, NO_MARKS],
    [2, NO_MARKS],
  ]);
});

test('a change touches the marks that it names, on every run that it names', () => {
  const store = temporaryStore();
  const [one, two, three] = [addRun(store), addRun(store), addRun(store)];
  store.runMarks.change([one.id], { note: 'Too slow.', colour: '#0069bf', addTags: ['slow', 'old'] });
  store.runMarks.change([one.id, two.id], { addTags: ['good'], removeTags: ['old'], isStarred: true });
  expect(store.runs.get(one.id).marks).toEqual({
    tags: ['good', 'slow'],
    note: 'Too slow.',
    isStarred: true,
    colour: '#0069bf',
    isArchived: false,
  });
  expect(store.runs.get(two.id).marks).toEqual({ ...NO_MARKS, tags: ['good'], isStarred: true });
  expect(store.runs.get(three.id).marks).toEqual(NO_MARKS);
  store.runMarks.change([one.id], { colour: null, isArchived: true });
  expect(store.runs.get(one.id).marks).toMatchObject({ colour: null, isArchived: true, note: 'Too slow.' });
});

test('where one of the runs is not there, none is changed', () => {
  const store = temporaryStore();
  const [run, removed] = [addRun(store), addRun(store)];
  store.runs.remove(removed.id);
  for (const id of [removed.id, RunId.parse('nobody00')])
    expect(() => store.runMarks.change([run.id, id], { isStarred: true })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  expect(store.runs.get(run.id).marks).toEqual(NO_MARKS);
});

test('marks outlive hiding, and go with the run', () => {
  const store = temporaryStore();
  const run = addRun(store);
  store.runMarks.change([run.id], { isStarred: true });
  store.runs.remove(run.id);
  store.runs.restore(run.id);
  expect(store.runs.get(run.id).marks.isStarred).toBe(true);
  store.runs.remove(run.id);
  store.purge();
  expect(store.runs.list()).toEqual([]);
});

test('a view is kept under its name until another takes its place', () => {
  const store = temporaryStore();
  const view: RunView = {
    filter: 'top1>0.9',
    columns: [{ field: 'name', width: 200 }, { field: 'learningRate' }],
    order: [{ field: 'top1', isDescending: true }],
    groupBy: null,
  };
  store.runViews.save({ name: 'Good ones', view });
  store.runViews.save({ name: 'All', view: { ...view, filter: '' } });
  store.runViews.save({ name: 'good ones', view: { ...view, groupBy: 'net' } });
  expect(store.runViews.list()).toEqual([
    { name: 'All', view: { ...view, filter: '' } },
    { name: 'good ones', view: { ...view, groupBy: 'net' } },
  ]);
  store.runViews.remove('GOOD ONES');
  store.runViews.remove('never there');
  expect(store.runViews.list().map(({ name }) => name)).toEqual(['All']);
});
