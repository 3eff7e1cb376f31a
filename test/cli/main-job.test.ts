import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePictureFolder } from '../helpers/picture-folder.ts';
import { lastJson, runCli, startCli, stderrMatching } from '../helpers/run-cli.ts';

let folder: string;
let pictures: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  pictures = await makePictureFolder(join(folder, 'pictures'), ['across', 'down', 'slanted 🌊'], 10);
  await writeFile(join(pictures, 'down', 'notes.jpg'), 'not a picture');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const env = () => ({ ALEXNET_STUDIO_WORKSPACE: join(folder, 'workspace') });
const run = (...args: string[]) => runCli(args, env());
const json = async (...args: string[]) => {
  const result = await run(...args, '--json');
  expect(result).toMatchObject({ exitCode: 0, signal: null });
  return lastJson(result);
};
const small = ['--net', 'alexnet-small', '--batch', '8', '--lr', '0.001', '--precision', 'float32'];
const endless = ['train', '--dataset', 'pictures', ...small, '--epochs', '5000', '--json'];

const number = expect.any(Number);
const figures = { loss: number, top1: number, top5: number };

describe('the main job', () => {
  it('imports a folder and lists it', async () => {
    const { dataset } = await json('import', pictures, '--val', '0.2', '--test', '0.2');
    expect(dataset).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{8}$/),
      name: 'pictures',
      version: 1,
      classes: ['across', 'down', 'slanted 🌊'],
      images: { train: 18, val: 6, test: 6 },
      rejected: [{ file: 'down/notes.jpg', reason: expect.any(String) }],
    });
    expect(await json('datasets')).toMatchObject({ datasets: [{ id: dataset.id, name: 'pictures' }] });
  });

  it('trains, and shows how it goes on standard error only', async () => {
    const result = await run(
      'train',
      '--dataset',
      'pictures',
      ...small,
      '--epochs',
      '2',
      '--name',
      'First',
      '--json',
    );
    expect(result.exitCode).toBe(0);
    expect(result.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(result.stderr).toMatch(/epoch 1: loss .*\nepoch 2: loss /);
    expect(lastJson(result)).toEqual({
      run: {
        id: expect.stringMatching(/^[0-9a-z]{8}$/),
        status: 'completed',
        epochs: 2,
        steps: 4,
        imagesPerSecond: number,
        train: { loss: number, top1: number },
        val: figures,
        test: figures,
      },
    });
  });

  it('evaluates, classifies, lists and exports the run by its name', async () => {
    const { evaluation } = await json('evaluate', '--run', 'First', '--split', 'val', '--views', '10');
    expect(Object.keys(evaluation)).toEqual(['loss', 'top1', 'top5', 'confusion', 'perClass']);
    const { results } = await json('classify', '--run', 'latest', join(pictures, 'down'), '--top', '2');
    expect(results).toHaveLength(11);
    expect(results[0]).toEqual({
      file: join(pictures, 'down', 'down 0.png'),
      predictions: [
        { label: expect.any(String), probability: number },
        { label: expect.any(String), probability: number },
      ],
    });
    expect(results.at(-1)).toMatchObject({ predictions: [], reason: expect.any(String) });
    expect(await json('runs')).toMatchObject({ runs: [{ name: 'First', status: 'completed', epochs: 2 }] });
    const out = join(folder, 'first.safetensors');
    expect(await json('export', '--run', 'First', '--format', 'safetensors', '--out', out)).toEqual({
      file: out,
      bytes: (await stat(out)).size,
      largestDifference: 0,
      pictures: expect.any(Number),
      of: 'pictures',
    });
  });

  it('sorts pictures into folders by what they show, and takes that back', async () => {
    const source = join(folder, 'to sort');
    await cp(join(pictures, 'down'), source, { recursive: true });
    const into = join(folder, 'sorted');
    const before = await readdir(source);
    const { sort } = await json('classify', '--run', 'latest', source, '--sort-into', into, '--move');
    expect(sort).toMatchObject({ mode: 'move', destination: into, files: 10, left: [] });
    expect(await readdir(source)).toHaveLength(1);
    expect(await json('undo-sort')).toEqual({ undone: { id: sort.id, files: 10, left: [] } });
    expect(await readdir(source)).toEqual(before);
    await expect(stat(into)).rejects.toThrow('ENOENT');
  });

  it('refuses to go on with what is complete, or to stop what does not train', async () => {
    expect(await run('resume', 'First')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/complete/),
    });
    expect(await run('stop', 'First')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/not training/),
    });
  });

  it('refuses a batch that is larger than the training split, in one line with both numbers', async () => {
    const { exitCode, stderr } = await run('train', '--dataset', 'pictures', '--batch', '64');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: .*64.*18[^\n]*\n$/);
  });
});

describe('stopping', () => {
  it('by Ctrl-C saves a checkpoint and says how to go on; going on can be stopped from another terminal', async () => {
    const training = startCli([...endless, '--name', 'Long'], env());
    await stderrMatching(training.child, /epoch 1:/);
    training.child.kill('SIGINT');
    const interrupted = await training.ended;
    expect(interrupted).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/alexnet-studio resume /),
    });
    const { run: stopped } = lastJson(interrupted);
    expect(stopped.status).toBe('stopped');

    const resumed = startCli(['resume', 'Long', '--json'], env());
    await stderrMatching(resumed.child, /epoch \d+:/);
    expect(await run(...endless)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/using the workspace/),
    });
    const { run: after } = await json('stop', 'Long');
    expect(after.status).toBe('stopped');
    expect(after.steps).toBeGreaterThan(stopped.steps);
    const end = await resumed.ended;
    expect(end.exitCode).toBe(0);
    expect(lastJson(end).run).toEqual(after);

    const { configDiff, metrics, runs, verdict } = await json('compare', 'First', 'Long');
    expect(runs).toMatchObject([{ name: 'First' }, { name: 'Long' }]);
    expect(configDiff).toEqual([{ name: 'epochs', values: [2, 5000] }]);
    expect(metrics[0]).toEqual({ name: 'epochsDone', values: [2, after.epochs] });
    expect(verdict).toMatchObject({ split: 'test', pictures: 6, leftOut: 0, groups: [{}, {}] });
    expect(verdict.comparisons[0].sentence).toMatch(/^(First|Long) .*(chance|right)/);
  });
});

describe('serve', () => {
  it('prints its address with the token, warns when it is open to the network, and ends when asked to', async () => {
    const server = startCli(['serve', '--host', '0.0.0.0', '--json'], env());
    const [line] = await once(createInterface(server.child.stdout), 'line');
    const { address } = JSON.parse(String(line));
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(new URL('/', address))).status).toBe(401);
    server.child.kill('SIGTERM');
    const { exitCode, stderr } = await server.ended;
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^Warning: everybody who reaches 0\.0\.0\.0/);
  });
});
