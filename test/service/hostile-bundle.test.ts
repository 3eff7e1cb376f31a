import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import {
  type Entries,
  emptyWorkspace,
  entriesOf,
  forge,
  readBundle as read,
  withManifest,
  writeBundle,
  writeZip,
} from '../helpers/bundle-files.ts';
import { addKeptRun } from '../helpers/kept-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
let run: Run;
let plain: string;
let withPictures: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-bundle-'));
  const source = await openWorkspace(join(folder, 'source'), { mode: 'write' });
  const { store, files } = source;
  run = await addKeptRun(store, files, 'Colours', makeTinyDataset(store, recordsFile(source.folder)));
  [plain, withPictures] = [join(folder, 'plain.alexnet'), join(folder, 'pictures.alexnet')];
  await writeBundle(source, [run.id], false, plain);
  await writeBundle(source, [run.id], true, withPictures);
  await source.close();
});
afterAll(() => rm(folder, { recursive: true }));

async function zipped(entries: Entries, spoil?: (bytes: Buffer) => Buffer): Promise<string> {
  const file = join(await mkdtemp(join(folder, 'zip-')), 'hostile.alexnet');
  await writeZip(entries, file, spoil);
  return file;
}

const renamed = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

const forged = async (path: string, change: (text: string) => string) =>
  zipped(forge(await entriesOf(withPictures), path, change));

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
  async (name) => {
    const target = await emptyWorkspace();
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
  },
);
