import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportResponse } from '../../src-main/http/export-route.ts';
import { modelResponse } from '../../src-main/http/model-route.ts';
import type { Fork } from '../../src-main/services/child.ts';
import { exportRun } from '../../src-main/services/export-run.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { resultOf } from '../../src-main/services/shared-work.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { ExportEvent } from '../../src-shared/contract/exports.ts';
import { ExportOptions } from '../../src-shared/export-formats.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import { exportUrl, modelUrl } from '../../src-shared/routes.ts';
import { createKillableFork } from '../helpers/killable-fork.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

const RECIPE = { ...defaultRecipe('lenet-5'), epochs: 1, batch: 8, precision: 'float32' } as const;

let folder: string;
let workspace: Workspace;
let dataset: Dataset;
let runId: RunId;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports-'));
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  dataset = makeTinyDataset(workspace.store, recordsFile(workspace.folder));
  runId = workspace.runs.start({ datasetId: dataset.id, recipe: RECIPE, name: 'Digits: a/b' });
  await workspace.runs.idle();
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  new Request(`http://127.0.0.1:1${path}`, { headers });

async function exported(format: 'onnx' | 'safetensors', signal?: AbortSignal) {
  const events: ExportEvent[] = [];
  const options = ExportOptions.parse({});
  for await (const event of workspace.exports.write({ runId, format, options }, signal)) events.push(event);
  return events;
}

it('writes a run, tells how far it is, proves it, and gives it as a download', async () => {
  const events = await exported('onnx');
  const last = events.at(-1);
  if (last?.type !== 'exported') throw new Error('It was not exported');
  expect(new Set(events.flatMap((event) => (event.type === 'progress' ? event.phase : [])))).toEqual(
    new Set(['writing', 'proving']),
  );
  expect(last).toMatchObject({ name: 'Digits- a-b.onnx', proof: { of: 'pictures', tolerance: 1e-3 } });
  expect(last.proof.largestDifference).toBeLessThan(1e-5);

  const answer = await exportResponse(ask(exportUrl(last.exportId)), workspace.exports);
  expect(answer.headers.get('content-disposition')).toContain('Digits-%20a-b.onnx');
  expect((await answer.arrayBuffer()).byteLength).toBe(last.bytes);
});

it('stops when nobody wants it any more, and leaves nothing', async () => {
  const before = (await readdir(join(workspace.folder, 'exports'))).length;
  const controller = new AbortController();
  const work = workspace.exports.write(
    { runId, format: 'onnx', options: ExportOptions.parse({}) },
    controller.signal,
  );
  await work.next();
  controller.abort();
  await expect(
    (async () => {
      for await (const _ of work);
    })(),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect((await readdir(join(workspace.folder, 'exports'))).length).toBe(before);
});

it.each(['keras', 'saved-model'] as const)(
  'as %s leaves nothing in the folder of the export when its engine is killed, and sweeps what a killed program left',
  async (format) => {
    const target = join(folder, `killed ${format}`);
    const out = join(target, 'model');
    const request = { runId, format, options: ExportOptions.parse({}), out, isProven: true };
    const { store, files } = workspace;
    const { fork, killAll } = createKillableFork();
    const begin = (forkOfJob?: Fork) =>
      exportRun(request, { store, files, recordsFile: recordsFile(workspace.folder), fork: forkOfJob });
    await mkdir(target);
    const killed = begin(fork);
    await killed.next();
    expect(await readdir(target)).toEqual(['model.tmp']);
    killAll();
    await expect(resultOf(killed)).rejects.toThrow('The engine was ended by the system');
    expect(await readdir(target)).toEqual([]);

    // As it is when the whole program was killed.
    await mkdir(join(target, 'model.tmp', 'export-left'), { recursive: true });
    expect((await resultOf(begin())).bytes).toBeGreaterThan(0);
    expect(await readdir(target)).toEqual(['model']);
  },
);

it('gives the network to the window: made once for all who ask, its length announced', async () => {
  const [first, second] = await Promise.all([
    modelResponse(ask(modelUrl(runId)), workspace.models),
    modelResponse(ask(modelUrl(runId)), workspace.models),
  ]);
  const bytes = (await first.arrayBuffer()).byteLength;
  expect(first.headers.get('content-length')).toBe(String(bytes));
  expect((await second.arrayBuffer()).byteLength).toBe(bytes);
  const kept = join(workspace.files.folder(runId), 'exports');
  const [name = ''] = await readdir(kept);
  const { mtimeMs } = await stat(join(kept, name));

  const etag = first.headers.get('etag') ?? '';
  const again = await modelResponse(ask(modelUrl(runId), { 'if-none-match': etag }), workspace.models);
  expect(again.status).toBe(304);
  expect((await stat(join(kept, name))).mtimeMs).toBe(mtimeMs);
  await expect(modelResponse(ask('/models/nothing.onnx'), workspace.models)).rejects.toMatchObject({
    code: 'bad-request',
  });
  await expect(modelResponse(ask('/models/abcd1234.onnx'), workspace.models)).rejects.toMatchObject({
    code: 'not-found',
  });
});

it('starts a run from the weights of a file, which the run says, and refuses those of another network', async () => {
  const last = (await exported('safetensors')).at(-1);
  if (last?.type !== 'exported') throw new Error('It was not exported');
  const path = join(workspace.folder, 'exports', last.exportId, last.name);
  const source = { kind: 'path', path } as const;
  await expect(
    workspace.startWeights.read({ source, net: 'alexnet', datasetId: dataset.id }),
  ).rejects.toThrow(/has 2 convolutions and AlexNet has 5/);

  const weights = await workspace.startWeights.read({ source, net: 'lenet-5', datasetId: dataset.id });
  expect(weights).toMatchObject({ file: 'Digits- a-b.safetensors', left: [] });
  const other = { ...defaultRecipe('alexnet-small'), batch: 8 };
  expect(() =>
    workspace.runs.start({ datasetId: dataset.id, recipe: other, weightsId: weights.weightsId }),
  ).toThrow(/another network/);
  const id = workspace.runs.start({
    datasetId: dataset.id,
    // Too slow to move, so that what comes out is what went in.
    recipe: { ...RECIPE, learningRate: 1e-12 },
    weightsId: weights.weightsId,
  });
  await workspace.runs.idle();
  const run = workspace.store.runs.get(id);
  expect(run.notes.join()).toMatch(
    /^Started from the weights of Digits- a-b\.safetensors \(\d+ tensors\)\.$/,
  );
  expect(run.test?.loss).toBeCloseTo(workspace.store.runs.get(runId).test?.loss ?? Number.NaN, 3);
  expect(run.startedFrom).toEqual({ kind: 'file', name: 'Digits- a-b.safetensors' });
  expect(existsSync(workspace.files.startWeights(id))).toBe(true);
});
