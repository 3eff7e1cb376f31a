import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { ZipFile } from 'yazl';
import { writeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts';
import { readPredictions } from '../../src-main/engine/predictions-file.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { RUN_TABLES } from '../../src-main/store/run-rows.ts';
import type { BroughtRuns } from '../../src-shared/contract/files.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { addAnsweredRun } from '../helpers/answered-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
let source: Workspace;
let run: Run;
let plain: string;
let withPictures: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  source = await openWorkspace(join(folder, 'source'), { mode: 'write' });
  const dataset = makeTinyDataset(source.store, recordsFile(source.folder));
  const { id } = await addAnsweredRun(source.store, source.files, {
    name: 'Colours',
    dataset,
    says: (place, label) => (place === 0 ? 0 : label),
  });
  const file = source.files.checkpoint(id, 10);
  await mkdir(dirname(file), { recursive: true });
  const values = Float32Array.from({ length: 600 }, (_, at) => at / 7);
  const bytes = await writeSafetensors(file, [{ name: 'dense/kernel', shape: [20, 30], values }], {});
  source.store.checkpoints.insert(id, {
    step: 10,
    epoch: 2,
    bytes,
    isBest: true,
    figures: { top1: 0.9, loss: 0.4 },
  });
  source.store.metrics.appendSteps(
    id,
    Array.from({ length: 10 }, (_, at) => ({
      step: at + 11,
      loss: 2 / (at + 3),
      top1: at / 10,
      learningRate: 0.1 / 3,
      stepMs: 12.75,
      dataWaitMs: 0,
    })),
  );
  source.store.runMarks.change([id], { note: 'from afar', isStarred: true });
  run = source.store.runs.get(id);
  plain = await bundle(source, [id], false);
  withPictures = await bundle(source, [id], true);
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true });
});

let files = 0;

async function bundle(workspace: Workspace, runIds: RunId[], pictures: boolean): Promise<string> {
  const { stream, bytes } = await workspace.bundles.write({ runIds, pictures });
  const file = join(folder, `bundle-${files++}.alexnet`);
  await pipeline(stream, createWriteStream(file));
  expect((await readFile(file)).length).toBe(bytes);
  return file;
}

/** A workspace of its own for one test. */
async function inWorkspace(work: (workspace: Workspace) => Promise<void>): Promise<void> {
  const path = join(folder, `workspace-${files++}`);
  const workspace = await openWorkspace(path, { mode: 'write' });
  try {
    await work(workspace);
  } finally {
    await workspace.close();
  }
}

async function read({ bundles }: Workspace, path: string, signal?: AbortSignal): Promise<RunId[]> {
  for await (const news of bundles.read({ kind: 'path', path }, signal) as AsyncIterable<BroughtRuns>) {
    if (news.type === 'done') return news.runs.map(({ id }) => id);
  }
  throw new Error('no result');
}

const rowsOf = ({ store }: Workspace, id: RunId) =>
  Object.fromEntries(
    RUN_TABLES.filter((table) => table !== 'runs').map((table) => {
      const mine = store.runRows.columns(table).indexOf('run_id');
      return [
        table,
        [...store.runRows.pages(table, id)].flat().map((row) => row.filter((_, at) => at !== mine)),
      ];
    }),
  );

test('a run comes out as it went in: rows, checkpoints byte for byte, pictures and answers', () =>
  inWorkspace(async (target) => {
    // Slots are others here.
    makeTinyDataset(target.store, recordsFile(target.folder), {
      name: 'Before',
      images: { train: 1, val: 1, test: 1 },
    });
    const [id] = await read(target, withPictures);
    expect(id).toBe(run.id);
    const brought = target.store.runs.get(run.id);
    const dataset = target.store.datasets.get(brought.dataset.id);
    expect(brought).toEqual({ ...run, number: brought.number, origin: 'bundle', dataset: brought.dataset });
    expect(rowsOf(target, run.id)).toEqual(rowsOf(source, run.id));
    expect(await readFile(target.files.checkpoint(run.id, 10))).toEqual(
      await readFile(source.files.checkpoint(run.id, 10)),
    );

    expect(dataset).toMatchObject({
      name: 'Tiny',
      classes: run.classes,
      images: { train: 24, val: 6, test: 6 },
    });
    const samples = target.store.datasets.samples(dataset.id, 'test');
    const { slots, checksums } = await readPredictions(target.files.predictions(run.id, 10, 'test', 1), 3);
    expect(slots).toEqual(samples.slots);
    expect(checksums).toEqual(samples.checksums);
    const theirs = await readFile(recordsFile(source.folder));
    const ours = await readFile(recordsFile(target.folder));
    const was = source.store.datasets.samples(run.dataset.id, 'test').slots;
    for (const [at, slot] of samples.slots.entries()) {
      const [from, to] = [(was[at] ?? 0) * 196_608, slot * 196_608];
      expect(ours.subarray(to, to + 196_608).equals(theirs.subarray(from, from + 196_608))).toBe(true);
    }
  }));

test('without its pictures a run is linked to the same data set where it is, and stands alone where it is not', async () => {
  await inWorkspace(async (target) => {
    const here = makeTinyDataset(target.store, recordsFile(target.folder));
    target.store.datasets.rename(here.id, 'Mine');
    await read(target, plain);
    expect(target.store.runs.get(run.id).dataset).toEqual({ id: here.id, name: 'Mine', version: 1 });
  });
  await inWorkspace(async (target) => {
    await read(target, plain);
    const { dataset } = target.store.runs.get(run.id);
    expect(dataset).toMatchObject({ name: 'Tiny', version: 1 });
    expect(target.store.datasets.list()).toEqual([]);
    expect(dataset.id).not.toBe(run.dataset.id);
  });
});

test('a second time it gets another id, and says where it is from; one from a bundle can be bundled again', () =>
  inWorkspace(async (target) => {
    await read(target, plain);
    const [second] = await read(target, plain);
    expect(second).not.toBe(run.id);
    expect(target.store.runs.list().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Colours', 'Colours, from bundle']),
    );
    const again = await bundle(target, [run.id, ...(second ? [second] : [])], true);
    await inWorkspace(async (other) => {
      expect(await read(other, again)).toEqual([run.id, second]);
    });
  }));

test('a bundle that is given up while it is read ends there; one of damaged pictures says which', async () => {
  const { stream } = await source.bundles.write({ runIds: [run.id], pictures: true });
  await once(stream, 'readable');
  stream.read(1000);
  stream.destroy();
  await once(stream, 'close');

  await inWorkspace(async (target) => {
    await read(target, withPictures);
    const damaged = await open(recordsFile(target.folder), 'r+');
    await damaged.write(Buffer.from([7, 7, 7]), 0, 3, 0);
    await damaged.close();
    await expect(bundle(target, [run.id], true)).rejects.toThrow(/Picture 0 in the cache .* is damaged/);
    await bundle(target, [run.id], false);
  });
});

test('one that was stopped, or died before the end, leaves nothing', async () => {
  const path = join(folder, 'killed');
  const target = await openWorkspace(path, { mode: 'write' });
  const stop = new AbortController();
  stop.abort();
  await expect(read(target, withPictures, stop.signal)).rejects.toThrow();
  // What a process that was killed leaves: hidden rows, files of a run that is not there, and what it unpacked.
  target.store.runRows.insert('runs', ...hiddenRun());
  await mkdir(join(path, 'runs', run.id, 'checkpoints'), { recursive: true });
  await mkdir(join(path, 'uploads', 'abcdefgh', 'runs'), { recursive: true });
  expect(target.store.runs.list()).toEqual([]);
  await target.close();
  const reopened = await openWorkspace(path, { mode: 'write' });
  expect(reopened.store.runRows.has(run.id)).toBe(false);
  expect(await readdir(join(path, 'runs'))).toEqual([]);
  expect(await readdir(join(path, 'uploads'))).toEqual([]);
  await reopened.close();
});

function hiddenRun(): [string[], (string | number | null)[][]] {
  const columns = source.store.runRows.columns('runs');
  const [[row = []] = []] = [...source.store.runRows.pages('runs', run.id)];
  return [columns, [row.map((cell, at) => (columns[at] === 'removed_at_ms' ? 1 : cell))]];
}

type Entries = Map<string, { bytes: Buffer; mode?: number; compress?: boolean }>;

/** The entries of the bundle, to be changed. */
async function entriesOf(file: string): Promise<Entries> {
  const entries: Entries = new Map();
  const zip = await yauzl.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    entries.set(entry.fileName, { bytes: Buffer.concat(chunks) });
  }
  return entries;
}

async function zipped(
  entries: Entries,
  spoil: (bytes: Buffer) => Buffer = (bytes) => bytes,
): Promise<string> {
  const zip = new ZipFile();
  for (const [path, { bytes, mode = 0o100644, compress = false }] of entries) {
    zip.addBuffer(bytes, path, { mode, compress });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  const file = join(folder, `hostile-${files++}.alexnet`);
  await writeFile(file, spoil(Buffer.concat(chunks)));
  return file;
}

/** The manifest that fits the entries, after `change`. */
function withManifest(entries: Entries, change: (manifest: Record<string, unknown>) => unknown): Entries {
  const manifest = JSON.parse(entries.get('manifest.json')?.bytes.toString() ?? '{}');
  return new Map(entries).set('manifest.json', { bytes: Buffer.from(JSON.stringify(change(manifest))) });
}

const renamed = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

/** Changes a file and puts its true checksum into the manifest, as somebody who means harm would. */
async function forged(path: string, change: (text: string) => string): Promise<string> {
  const { createHash } = await import('node:crypto');
  const entries = await entriesOf(withPictures);
  const bytes = Buffer.from(change(entries.get(path)?.bytes.toString() ?? ''));
  entries.set(path, { bytes });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return zipped(
    withManifest(entries, (manifest) => ({
      ...manifest,
      files: (manifest['files'] as { path: string }[]).map((file) =>
        file.path === path ? { path, bytes: bytes.length, sha256 } : file,
      ),
    })),
  );
}

const statistics = () => `runs/${run.id}/rows/step_metrics.jsonl`;

const HOSTILE: Record<string, [make: () => Promise<string>, says: RegExp]> = {
  'is no zip file': [
    async () => {
      const file = join(folder, 'text.alexnet');
      await writeFile(file, 'hello');
      return file;
    },
    /no zip file, or it was cut short/,
  ],
  'is cut short': [
    async () => zipped(await entriesOf(plain), (bytes) => bytes.subarray(0, -30)),
    /cut short/,
  ],
  'is another kind of zip file': [
    async () => zipped(new Map([['datasets/abcdefgh/records.bin', { bytes: Buffer.from('x') }]])),
    /no manifest/,
  ],
  'leads out of its folder': [
    async () =>
      zipped(
        await entriesOf(plain),
        renamed(`runs/${run.id}/rows/run_marks.jsonl`, `runs/../../../rows/run_marks.jsonl`),
      ),
    /leads out of its folder/,
  ],
  'has an absolute path': [
    async () => zipped(await entriesOf(plain), renamed('manifest.json', '/anifest.json')),
    /is an absolute path/,
  ],
  'has a strange file': [
    async () => zipped((await entriesOf(plain)).set('evil.sh', { bytes: Buffer.from('x') })),
    /nothing that belongs into a bundle/,
  ],
  'has a link': [
    async () =>
      zipped(
        (await entriesOf(plain)).set(statistics(), { bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }),
      ),
    /is a link/,
  ],
  'has a file twice': [
    async () =>
      zipped(
        (await entriesOf(plain))
          .set(`runs/${run.id}/files/filters/a.json`, { bytes: Buffer.from('1') })
          .set(`runs/${run.id}/files/filters/b.json`, { bytes: Buffer.from('2') }),
        renamed('filters/b.json', 'filters/a.json'),
      ),
    /twice/,
  ],
  'has a file that the manifest does not name': [
    async () =>
      zipped(
        (await entriesOf(plain)).set(`runs/${run.id}/files/filters/a.json`, { bytes: Buffer.from('1') }),
      ),
    /does not name/,
  ],
  'lacks a file': [
    async () => {
      const entries = await entriesOf(plain);
      entries.delete(statistics());
      return zipped(entries);
    },
    /step_metrics.jsonl is missing/,
  ],
  'has a longer file than it says': [
    async () =>
      zipped((await entriesOf(plain)).set(statistics(), { bytes: Buffer.alloc(1e6), compress: true })),
    /has 1000000 bytes instead of/,
  ],
  'says that a file is longer than it is': [
    async () => {
      const huge = 10 ** 15;
      const entries = withManifest(await entriesOf(plain), (manifest) => ({
        ...manifest,
        files: (manifest['files'] as { path: string; bytes: number }[]).map((file, at) =>
          at === 0 ? { ...file, bytes: huge } : file,
        ),
      }));
      return zipped(entries);
    },
    /bytes instead of/,
  ],
  'has a wrong checksum': [
    async () => {
      const entries = await entriesOf(plain);
      const bytes = Buffer.from(entries.get(statistics())?.bytes ?? '');
      bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) === 48 ? 49 : 48;
      return zipped(entries.set(statistics(), { bytes }));
    },
    /checksum of .* is wrong/,
  ],
  'is of a later version': [
    async () => zipped(withManifest(await entriesOf(plain), (manifest) => ({ ...manifest, version: 2 }))),
    /bundle format 2; this AlexNet Studio knows 1/,
  ],
  'has a manifest that is none': [
    async () => zipped(withManifest(await entriesOf(plain), () => ({ format: 'other' }))),
    /not that of a bundle/,
  ],
  'names a run twice': [
    async () =>
      zipped(
        withManifest(await entriesOf(plain), (manifest) => ({
          ...manifest,
          runs: [...(manifest['runs'] as unknown[]), ...(manifest['runs'] as unknown[])],
        })),
      ),
    /names run .* twice/,
  ],
  'has figures that cannot be': [
    () => forged(statistics(), (text) => text.replace(',0.9,', ',7,')),
    /figures that cannot be/,
  ],
  'has rows that do not fit': [
    () => forged(statistics(), (text) => text.replaceAll('12.75', '"long"')),
    /does not fit/,
  ],
  'has settings that no run has': [
    () => forged(`runs/${run.id}/rows/runs.jsonl`, (text) => text.replace('lenet-5', 'lenet-6')),
    /settings or figures that no run has/,
  ],
  'has other pictures than its data set': [
    () =>
      forged(`datasets/${run.dataset.id}/pictures.jsonl`, (text) =>
        text.replace('train-0.png', 'train-9.png'),
      ),
    /not those that it was made of/,
  ],
  'has not as many decoded pictures as it should': [
    () => forged(`datasets/${run.dataset.id}/records.bin`, (text) => `x${text.slice(1)}`),
    /as many decoded pictures/,
  ],
  'has a checkpoint of another length': [
    () =>
      forged(`runs/${run.id}/rows/checkpoints.jsonl`, (text) =>
        text.replace(`,${run.checkpoints[0]?.bytes},`, ',77,'),
      ),
    /checkpoint step-00000010.safetensors .* is missing or has another length/,
  ],
};

test.each(Object.keys(HOSTILE))(
  'a bundle that %s is refused in a sentence of its own, and changes nothing',
  (name) =>
    inWorkspace(async (target) => {
      const [make, says] = HOSTILE[name] ?? [async () => '', /./];
      const file = await make();
      const failure = await read(target, file).catch((error) => error);
      expect(failure).toMatchObject({ message: expect.stringMatching(says) });
      expect(failure.message).toContain(basename(file));
      expect(target.store.runs.list()).toEqual([]);
      expect(target.store.datasets.list()).toEqual([]);
      expect(target.store.runRows.has(run.id)).toBe(false);
      expect(await readdir(join(target.folder, 'runs')).catch(() => [])).toEqual([]);
      expect(await readdir(join(target.folder, 'uploads'))).toEqual([]);
    }),
);
