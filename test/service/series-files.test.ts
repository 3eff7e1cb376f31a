import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { csvOf } from '../../src-main/services/series-files/series-lines.ts';
import { eventsOf } from '../../src-main/services/series-files/write-events.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { addAnsweredRun } from '../helpers/answered-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
let workspace: Workspace;
let run: Run;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'series-files-'));
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  const dataset = makeTinyDataset(workspace.store, recordsFile(workspace.folder));
  const { store, files } = workspace;
  run = await addAnsweredRun(store, files, { name: 'Own', dataset, says: (_, label) => label });
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true });
});

async function read(path: string): Promise<Run[]> {
  for await (const news of workspace.seriesFiles.read({ kind: 'path', path })) {
    if (news.type === 'done') return news.runs.map(({ id }) => workspace.store.runs.get(id));
  }
  throw new Error('no result');
}

async function write(name: string, contents: string | Buffer): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, contents);
  return file;
}

const csv = (id: RunId, table: 'steps' | 'epochs') => text(Readable.from(csvOf(workspace.store, id, table)));
const firstOf = (runs: readonly Run[]): Run => {
  const [first] = runs;
  if (!first) throw new Error('no run');
  return first;
};

test('CSV comes out as it went in, steps and epochs', async () => {
  await write('own/steps.csv', await csv(run.id, 'steps'));
  await write('own/epochs.csv', await csv(run.id, 'epochs'));
  const brought = firstOf(await read(join(folder, 'own')));
  expect(brought).toMatchObject({
    origin: 'csv',
    name: 'own',
    steps: 10,
    epochs: 2,
    classes: [],
    best: null,
  });
  expect(await csv(brought.id, 'steps')).toBe(await csv(run.id, 'steps'));
  expect(await csv(brought.id, 'epochs')).toBe(await csv(run.id, 'epochs'));
  expect(workspace.store.metrics.epochs(brought.id)).toEqual(workspace.store.metrics.epochs(run.id));
});

test('an event file comes out as it went in, but for float32', async () => {
  await write('tb/events.out.tfevents.1.here', Buffer.concat([...eventsOf(workspace.store, run.id)]));
  const brought = firstOf(await read(join(folder, 'tb')));
  expect(brought.origin).toBe('tensorboard');
  const [was, is] = [run.id, brought.id].map((id) =>
    workspace.store.metrics.stepSeries(id, { maxPoints: 100 }),
  );
  expect(is?.step).toEqual(was?.step);
  expect(is?.loss).toEqual(was?.loss.map(Math.fround));
  expect(is?.learningRate).toEqual(was?.learningRate.map(Math.fround));
  const epochs = workspace.store.metrics.epochs(brought.id);
  expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
    [1, 5],
    [2, 10],
  ]);
  expect(epochs[1]?.val?.top5).toBe(1);
});

test('a file that is cut short gives what is before the cut, with a note', async () => {
  const whole = Buffer.concat([...eventsOf(workspace.store, run.id)]);
  await write('cut/events.out.tfevents.1.here', whole.subarray(0, Math.floor(whole.length * 0.6)));
  const brought = firstOf(await read(join(folder, 'cut')));
  expect(brought.steps).toBeGreaterThan(0);
  expect(brought.steps).toBeLessThan(10);
  expect(brought.notes).toEqual([expect.stringMatching(/^events.out.tfevents.1.here: it is cut short/)]);
});

test('every folder of event files is a run, train and validation folders are one; what is not known is no number', async () => {
  const events = Buffer.concat([...eventsOf(workspace.store, run.id)]);
  await write('many/a/events.out.tfevents.1.x', events);
  await write('many/b/train/events.out.tfevents.1.x', events);
  await write('many/b/validation/events.out.tfevents.1.x', events);
  expect((await read(join(folder, 'many'))).map(({ name }) => name)).toEqual(['a', 'b']);
  const loss = firstOf(await read(await write('loss.csv', 'Step,Loss\n10,2\n20,1.5\n')));
  expect(loss).toMatchObject({ name: 'loss', steps: 20, train: null, val: null });
  expect(workspace.store.metrics.stepSeries(loss.id, { maxPoints: 10 })).toEqual({
    step: [10, 20],
    loss: [2, 1.5],
    top1: [Number.NaN, Number.NaN],
    learningRate: [Number.NaN, Number.NaN],
  });
});

test.each([
  ['empty.csv', '', /no figure|No figure/i],
  ['words.csv', 'a,b\n1,2\n', /no column "step" or "epoch" in its first row, which has a, b/],
  ['cells.csv', 'step,loss\none,2\n', /row 2: "one" is no step/],
  ['other.csv', 'step,reward\n1,2\n', /No figure here means the same as those of other \(reward\)/],
  ['ragged.csv', 'step,loss\n1,2,3\n', /no table of comma-separated values/],
  ['notes.txt', 'hello', /no event files of TensorBoard/],
])('%s is refused in a sentence that says why', async (name, contents, says) => {
  const before = workspace.store.runs.list().length;
  await expect(read(await write(name, contents))).rejects.toThrow(says);
  expect(workspace.store.runs.list()).toHaveLength(before);
});

test('a path that is not there is said', async () => {
  await expect(read(join(folder, 'nowhere'))).rejects.toThrow(/There is no file or folder/);
});
