import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { levelFile } from '../../src-main/series/manifest.ts';
import { createRunFiles, type RunFiles } from '../../src-main/services/run-files.ts';
import { createSeries, type Series } from '../../src-main/services/series.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { RunId } from '../../src-shared/ids.ts';
import { readSeriesAnswer } from '../../src-shared/series/series-answer.ts';
import type { SeriesRequest } from '../../src-shared/series/series-request.ts';
import { epochOf, pointOf } from '../store/samples.ts';
import { addRun } from '../store/workspace.ts';

let folder: string;
let store: Store;
let files: RunFiles;
let series: Series;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'series-'));
  store = openStore(folder, { mode: 'write' });
  files = createRunFiles(folder);
  series = createSeries({ folder, store, files, fork: undefined });
});

afterEach(async () => {
  await series.close();
  store.close();
  rmSync(folder, { recursive: true });
});

/** Steps of 60.5 ms whose losses go up and down. */
const pointsOf = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => pointOf(first + i, (first + i) % 7));

/** Asks for runs until all of them are up to date. */
async function ask(request: Partial<SeriesRequest> & Pick<SeriesRequest, 'runs'>) {
  const whole: SeriesRequest = {
    axis: 'step',
    rows: 300,
    logarithmic: false,
    columns: ['loss'],
    epochs: false,
    ...request,
  };
  for (;;) {
    const answers = readSeriesAnswer((await series.read(whole)).buffer);
    if (answers.every(({ answer }) => answer.state !== 'pending')) return answers;
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const all = (id: RunId) => ({ id, from: -Infinity, to: Infinity });

test('a run is answered with about as many rows as were wanted, whose extremes are those of its points', async () => {
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 5000));
  store.metrics.appendEpoch(id, epochOf(1));
  const [one] = await ask({ runs: [all(id)], epochs: true });
  expect(one?.answer).toMatchObject({ state: 'ready', points: 5000, lastStep: 5000, epochs: 1 });
  const { step, columns } = one?.numbers?.rows ?? {};
  expect(step?.length).toBe(Math.ceil(5000 / 16));
  expect(Math.min(...(columns?.get('loss')?.low ?? []))).toBe(0);
  expect(Math.max(...(columns?.get('loss')?.high ?? []))).toBe(6);
  expect([...(one?.numbers?.epochs ?? [])]).toEqual([1, 10, 1.5, 0.25, 1.25, 0.5, 0.75]);
});

test('a stretch has every point, on both axes, and one beyond each end', async () => {
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 5000));
  const [bySteps] = await ask({ runs: [{ id, from: 2000, to: 2100 }] });
  const steps = [...(bySteps?.numbers?.rows.step ?? [])];
  expect([steps.at(0), steps.at(-1), steps.length]).toEqual([1999, 2101, 103]);
  const [byTime] = await ask({ runs: [{ id, from: 2000 * 60.5, to: 2100 * 60.5 }], axis: 'wall' });
  const wall = [...(byTime?.numbers?.rows.wall ?? [])];
  expect(bySteps?.numbers?.rows.wall).toBeNull();
  expect(wall[0]).toBeLessThan(2000 * 60.5);
  expect(wall.at(-1)).toBeGreaterThan(2100 * 60.5);
  expect(wall.length).toBeLessThan(120);
});

test('a logarithmic axis gets the first steps one by one', async () => {
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 20_000));
  const [one] = await ask({ runs: [all(id)], logarithmic: true });
  const step = one?.numbers?.rows.step ?? new Float64Array(0);
  expect([...step.subarray(0, 15)]).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
  expect(step.length).toBeLessThan(1000);
  expect([...step]).toEqual([...step].sort((a, b) => a - b));
});

test('what a run adds is there at the next request, and damaged files are made anew', async () => {
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 100));
  await ask({ runs: [all(id)] });
  store.metrics.appendSteps(id, pointsOf(101, 150));
  const [grown] = await ask({ runs: [all(id)] });
  expect(grown?.numbers?.rows.step.length).toBe(150);
  writeFileSync(levelFile(join(files.folder(id), 'series'), 0), 'damaged');
  const [mended] = await ask({ runs: [all(id)] });
  expect(mended?.numbers?.rows.step.length).toBe(150);
});

test('runs without a step, and runs that are not there, are empty', async () => {
  const { id } = addRun(store);
  const answers = await ask({ runs: [all(id), all(RunId.parse('nothing0'))] });
  expect(answers.map(({ answer }) => answer.state)).toEqual(['empty', 'empty']);
});

test('a long run is prepared with progress first, by one process for all who ask', async () => {
  const short = addRun(store);
  store.metrics.appendSteps(short.id, pointsOf(1, 100));
  const long = addRun(store);
  store.metrics.appendSteps(long.id, pointsOf(1, 60_000));
  const request = { axis: 'step', rows: 300, logarithmic: false, epochs: false } as const;
  const runs = [all(short.id), all(long.id)];
  const asked = readSeriesAnswer((await series.read({ ...request, columns: ['loss'], runs })).buffer);
  expect(asked[1]?.answer).toEqual({ state: 'unprepared', id: long.id });
  const follow = () => collect(series.prepare([long.id, RunId.parse('nothing0')]));
  const [events, others] = await Promise.all([follow(), follow()]);
  expect(events[0]).toEqual({
    type: 'progress',
    done: 0,
    total: 60_000,
    ready: 0,
    runs: 1,
    secondsLeft: null,
  });
  expect(events.at(-2)).toMatchObject({ type: 'progress', done: 60_000 });
  expect(events.at(-1)).toEqual({ type: 'ready', runId: long.id });
  expect(others.at(-1)).toEqual({ type: 'ready', runId: long.id });
  const [, ready] = await ask({ runs });
  expect(ready?.answer).toMatchObject({ state: 'ready', points: 60_000 });
  expect(await collect(series.prepare([long.id]))).toEqual([]);
});

test('preparing that is given up ends, and can be begun again', async () => {
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 60_000));
  const stop = new AbortController();
  const work = series.prepare([id], stop.signal);
  expect((await work.next()).value).toMatchObject({ type: 'progress', done: 0 });
  const next = work.next();
  stop.abort();
  await expect(next).rejects.toMatchObject({ code: 'cancelled' });
  expect((await collect(series.prepare([id]))).at(-1)).toEqual({ type: 'ready', runId: id });
});
