import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { addKeptRun } from '../helpers/kept-run.ts';
import { lastJson, runCli } from '../helpers/run-cli.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-exchange-'));
  const workspace = await openWorkspace(at('here'), { mode: 'write' });
  const { store, files } = workspace;
  const dataset = makeTinyDataset(store, recordsFile(at('here')));
  await addKeptRun(store, files, 'Colours', dataset);
  await workspace.close();
});
afterAll(() => rm(folder, { recursive: true }));

async function ok(workspace: string, ...args: string[]) {
  const result = await runCli([...args, '--workspace', at(workspace), '--json']);
  expect(result, result.stderr).toMatchObject({ exitCode: 0 });
  return lastJson(result);
}

test('a run goes out as a bundle and comes in elsewhere; its report and its figures are files', async () => {
  const { file, bytes, runs } = await ok('here', 'bundle', 'Colours', '--pictures', '--out', at('c.alexnet'));
  expect(file).toBe(at('c.alexnet'));
  expect((await readFile(file)).length).toBe(bytes);
  expect(await ok('there', 'import-bundle', at('c.alexnet'))).toEqual({
    runs: [{ id: runs[0], name: 'Colours' }],
  });
  expect((await ok('there', 'datasets')).datasets).toMatchObject([{ name: 'Tiny' }]);

  await ok('there', 'report', 'Colours', '--out', at('c.html'));
  expect(await readFile(at('c.html'), 'utf8')).toContain('Model card');
  const written = await ok('there', 'export', '--run', 'latest', '--format', 'csv', '--out', at('csv'));
  expect(written.files).toEqual(['steps.csv', 'epochs.csv']);
  expect((await ok('there', 'import-series', at('csv'))).runs).toMatchObject([{ name: 'csv' }]);
});

test('what cannot be done is said in a line', async () => {
  const wrong = await runCli(['report', 'Colours', '--out', at('c.doc'), '--workspace', at('here')]);
  expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('.html or .pdf') });
  const gone = await runCli(['import-bundle', at('none.alexnet'), '--workspace', at('here')]);
  expect(gone).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There is no file') });
});
