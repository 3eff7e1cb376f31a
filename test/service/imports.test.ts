import { execFileSync, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FromDecoder } from '../../src-main/data/protocol.ts';
import { RECORD } from '../../src-main/engine/protocol.ts';
import { type Fork, forkNode } from '../../src-main/services/child.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { ImportOptions, type ImportState } from '../../src-shared/contract/datasets.ts';
import type { AppError } from '../../src-shared/errors.ts';
import { random } from '../../src-shared/random.ts';
import { blackPng, jpeg, writeClasses, writeTree } from '../helpers/pictures.ts';

let folder: string;
let pictures: string;
let workspace: Workspace;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imports-'));
  pictures = join(folder, 'flowers');
  await mkdir(pictures);
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write', fork: (...by) => fork(...by) });
});
afterEach(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
  fork = forkNode;
});

/** How the decoder is forked; tests put themselves in between. */
let fork: Fork = forkNode;

/** Lets a test act on each message of a decoder, before the program hears of it. */
function onDecoder(act: (message: FromDecoder, decoder: ReturnType<Fork>) => void): void {
  fork = (...by) => {
    const decoder = forkNode(...by);
    return {
      ...decoder,
      onMessage: (listener) =>
        decoder.onMessage((raw) => {
          act(FromDecoder.parse(raw), decoder);
          listener(raw);
        }),
    };
  };
}

const options = (more: Partial<ImportOptions> = {}) =>
  ImportOptions.parse({ source: { kind: 'path', path: pictures }, ...more });

/** Imports `pictures`, keeping every state on the way. */
async function importIt(more: Partial<ImportOptions> = {}) {
  const states: ImportState[] = [];
  const result = await workspace.imports.importNow(options(more), { onState: (state) => states.push(state) });
  return { ...result, states, last: states.at(-1) };
}

const failure = (more: Partial<ImportOptions> = {}) =>
  importIt(more).then(
    () => null,
    (error: AppError) => error,
  );

/** Every picture of every data set has its record, whole. Gives their number. */
async function checkRecords({ store, folder: of }: Workspace): Promise<number> {
  let count = 0;
  const records = await readFile(join(of, 'cache', 'records.bin'));
  for (const { id } of store.datasets.list()) {
    for (const split of ['train', 'val', 'test'] as const) {
      const { slots, checksums } = store.datasets.samples(id, split);
      for (const [index, slot] of slots.entries()) {
        const record = records.subarray(slot * RECORD.bytes, (slot + 1) * RECORD.bytes);
        expect(crc32(record)).toBe(checksums[index]);
        count++;
      }
    }
  }
  return count;
}

describe('an import', () => {
  it('makes a data set of a folder, split by the shares', async () => {
    await writeClasses(pictures, { rose: 20, tulip: 10 });
    const { dataset, rejected, states } = await importIt({ val: 0.1, test: 0.2 });
    expect(dataset).toMatchObject({
      name: 'flowers',
      version: 1,
      classes: ['rose', 'tulip'],
      images: { train: 21, val: 3, test: 6 },
      source: pictures,
      isSample: false,
    });
    expect(rejected).toEqual([]);
    expect(states[0]).toEqual({ phase: 'scanning', found: 1 });
    expect(states.at(-1)).toMatchObject({
      phase: 'decoding',
      done: 30,
      total: 30,
      rejected: 0,
      reused: 0,
      secondsLeft: 0,
    });
    expect(workspace.store.datasets.list()).toEqual([dataset]);
    expect(await checkRecords(workspace)).toBe(30);
  });

  it('takes everything that is wrong with single files for what it is', async () => {
    await writeClasses(pictures, { rose: 3, 'tulip 🌷\nwild': 3 });
    const whole = await jpeg(99, 300, 200);
    await writeTree(pictures, {
      'rose/short.jpg': whole.subarray(0, whole.length - 300),
      'rose/text.jpg': 'not a picture',
      'rose/empty.jpg': '',
      'rose/vast.png': blackPng(30_000, 30_000),
      'rose/.hidden.jpg': 'never seen',
      'lonely/one.jpg': jpeg(1000),
    });
    await symlink('.', join(pictures, 'rose', 'loop'));
    const { dataset, rejected } = await importIt({ val: 0.3, test: 0.3 });
    expect(dataset.classes).toEqual(['lonely', 'rose', 'tulip 🌷\nwild']);
    expect(dataset.images).toEqual({ train: 3, val: 2, test: 2 });
    expect(Object.fromEntries(rejected.map(({ file, reason }) => [file, reason]))).toEqual({
      'rose/short.jpg': 'The picture is cut short: the file ends before all of it was read.',
      'rose/text.jpg': 'The file is not a picture that can be read; JPEG, PNG, WebP, GIF, TIFF and AVIF are.',
      'rose/empty.jpg': 'The file is empty.',
      'rose/vast.png': 'The picture has 900 megapixels (30000 × 30000); at most 268 are read.',
      'rose/loop': 'The folder was read already under another name.',
    });
    expect(workspace.store.datasets.rejected(dataset.id)).toHaveLength(5);
  });

  it('decodes nothing a second time and gives the same data set', async () => {
    await writeClasses(pictures, { rose: 5, tulip: 5 });
    const first = await importIt();
    const again = await importIt();
    expect(again.dataset).toEqual(first.dataset);
    expect(again.last).toMatchObject({ done: 10, reused: 10 });
    expect((await stat(join(workspace.folder, 'cache', 'records.bin'))).size).toBe(10 * RECORD.bytes);
  });

  it('makes the next version when the folder has changed, and decodes only what is new', async () => {
    await writeClasses(pictures, { rose: 5, tulip: 5 });
    await importIt();
    await writeFile(join(pictures, 'rose', 'new.jpg'), await jpeg(500));
    const { dataset, last } = await importIt();
    expect(dataset).toMatchObject({ name: 'flowers', version: 2 });
    expect(last).toMatchObject({ done: 11, reused: 10 });
  });

  it('keeps one record of a picture that is there twice', async () => {
    const same = await jpeg(1);
    await writeTree(pictures, {
      'rose/1.jpg': same,
      'rose/2.jpg': same,
      'tulip/1.jpg': same,
      'tulip/2.jpg': jpeg(2),
    });
    const { dataset, last } = await importIt();
    expect(dataset.images.train).toBe(4);
    expect(last).toMatchObject({ done: 4, reused: 2 });
    expect((await stat(join(workspace.folder, 'cache', 'records.bin'))).size).toBe(2 * RECORD.bytes);
  });

  it('repairs records that were damaged', async () => {
    await writeClasses(pictures, { rose: 4, tulip: 4 });
    await importIt();
    await truncate(join(workspace.folder, 'cache', 'records.bin'), 5 * RECORD.bytes);
    const { last } = await importIt();
    expect(last).toMatchObject({ done: 8, reused: 5 });
    expect(await checkRecords(workspace)).toBe(8);
  });

  it('respects the splits that the folder brings', async () => {
    await writeClasses(pictures, { 'train/rose': 4, 'train/tulip': 4, 'test/rose': 2, 'test/tulip': 1 });
    const { dataset } = await importIt({ val: 0.25, test: 0.5 });
    expect(dataset.images).toEqual({ train: 6, val: 2, test: 3 });
  });

  it('refuses shares that leave nothing to train on', async () => {
    expect(await failure({ val: 0.5, test: 0.5 })).toMatchObject({ code: 'bad-request' });
    expect(() => workspace.imports.start(options({ val: 0.9, test: 0.9 }))).toThrow('something to train on');
  });

  it('refuses a folder of which nothing can be decoded', async () => {
    await writeTree(pictures, { 'rose/1.jpg': 'text', 'tulip/1.jpg': 'text' });
    expect((await failure())?.message).toMatch(
      /^No class has pictures to train on.*rose\/1\.jpg: The file is not/,
    );
    expect(workspace.store.datasets.list()).toEqual([]);
  });
});

describe('an upload', () => {
  it.each([
    ['a folder of classes', ['flowers'], 'flowers'],
    ['classes', [], 'Dropped pictures'],
  ])('of %s becomes a data set and is deleted', async (_, above, name) => {
    const { uploads, imports } = workspace;
    const uploadId = await uploads.create();
    for (const [index, label] of ['rose', 'tulip', 'rose'].entries()) {
      await uploads.write(uploadId, [...above, label, `${index}.jpg`], bodyOf(await jpeg(index)));
    }
    const { dataset } = await imports.importNow(
      ImportOptions.parse({ source: { kind: 'upload', uploadId } }),
    );
    expect(dataset).toMatchObject({ name, source: name, classes: ['rose', 'tulip'] });
    await expect(uploads.folder(uploadId)).rejects.toMatchObject({ code: 'not-found' });
  });
});

async function* bodyOf(bytes: Uint8Array) {
  yield bytes;
}

describe('imports that are watched', () => {
  it('are told of at once and until they have ended', async () => {
    await writeClasses(pictures, { rose: 5, tulip: 5 });
    const stop = new AbortController();
    const seen = workspace.imports.watch(stop.signal);
    expect((await seen.next()).value).toEqual([]);
    const id = workspace.imports.start(options({ name: 'Flowers' }));
    for await (const [job] of seen) {
      expect(job).toMatchObject({ id, name: 'Flowers' });
      if (job?.state.phase === 'done') break;
    }
    expect(() => workspace.imports.cancel(id)).not.toThrow();
    workspace.imports.dismiss(id);
    expect((await workspace.imports.watch().next()).value).toEqual([]);
    expect(() => workspace.imports.dismiss(id)).toThrow('not on the list');
    stop.abort();
  });

  it('wait for each other, and a waiting one can be cancelled', async () => {
    await writeClasses(pictures, { rose: 5, tulip: 5 });
    const first = workspace.imports.start(options());
    const second = workspace.imports.start(options({ name: 'second' }));
    workspace.imports.cancel(second);
    expect(() => workspace.imports.dismiss(first)).toThrow('cancel it first');
    await ended(first, second);
    expect(phases()).toEqual(
      new Map([
        [first, 'done'],
        [second, 'cancelled'],
      ]),
    );
  });

  it('leave nothing when they are cancelled, and can be done again', async () => {
    await writeClasses(pictures, { rose: 30, tulip: 30 });
    let heard = 0;
    let id = '' as Parameters<Workspace['imports']['cancel']>[0];
    onDecoder(({ type }) => {
      if (type === 'hashed' && ++heard === 20) workspace.imports.cancel(id);
    });
    id = workspace.imports.start(options());
    await ended(id);
    expect(phases().get(id)).toBe('cancelled');
    expect(workspace.store.datasets.list()).toEqual([]);
    expect((await importIt()).dataset.images.train).toBe(48);
    expect(await checkRecords(workspace)).toBe(60);
  });

  it('say why they failed', async () => {
    const id = workspace.imports.start(options());
    await ended(id);
    const [[job] = []] = [(await workspace.imports.watch().next()).value];
    expect(job?.state).toMatchObject({ phase: 'failed', message: expect.stringContaining('is empty') });
  });
});

let lastPhases = new Map<string, string>();
const phases = () => lastPhases;

async function ended(...ids: string[]): Promise<void> {
  const stop = new AbortController();
  for await (const jobs of workspace.imports.watch(stop.signal)) {
    lastPhases = new Map(jobs.map(({ id, state }) => [id, state.phase]));
    const isOver = (id: string) => ['done', 'cancelled', 'failed'].includes(lastPhases.get(id) ?? '');
    if (ids.every(isOver)) break;
  }
  stop.abort();
}

describe('when the decoder dies', () => {
  it('the import goes on with another one and loses no picture', async () => {
    await writeClasses(pictures, { rose: 30, tulip: 30 });
    let heard = 0;
    onDecoder(({ type }, decoder) => {
      if (type === 'hashed' && ++heard === 25) decoder.kill();
    });
    const { dataset, rejected } = await importIt({ val: 0, test: 0 });
    expect(dataset.images.train).toBe(60);
    expect(rejected).toEqual([]);
    expect(await checkRecords(workspace)).toBe(60);
  });

  it('the picture that ends it every time is rejected, and only that', async () => {
    await writeClasses(pictures, { rose: 20, tulip: 20 });
    const hostile = hash('sha256', await readFile(join(pictures, 'tulip/3.jpg')), 'hex');
    onDecoder((message, decoder) => {
      if (message.type === 'hashed' && message.sha256 === hostile) decoder.kill();
    });
    const { dataset, rejected } = await importIt({ val: 0, test: 0 });
    expect(rejected).toEqual([
      { file: 'tulip/3.jpg', reason: 'The program that decodes pictures crashed on this one.' },
    ]);
    expect(dataset.images.train).toBe(39);
  });

  it('and cannot be started again, the import fails', async () => {
    await writeClasses(pictures, { rose: 2, tulip: 2 });
    fork = (_, env) => forkNode(join(folder, 'no-decoder.js'), env);
    expect(await failure()).toMatchObject({ code: 'engine-lost' });
    expect(workspace.store.datasets.list()).toEqual([]);
  });
});

describe('a folder that disappears during the import', () => {
  it('is named, and nothing is changed', async () => {
    await writeClasses(pictures, { rose: 150, tulip: 150 });
    onDecoder(({ type }) => {
      if (type === 'hashed') rmSync(pictures, { recursive: true, force: true });
    });
    expect(await failure()).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('disappeared'),
    });
    expect(workspace.store.datasets.list()).toEqual([]);
  });
});

describe('a disk that gets full during the import', () => {
  /** The kernel's limit on the size of files gives the same failed write as a full disk, and needs no rights. */
  it('fails it, says how much is needed, and keeps what was there', async () => {
    await writeClasses(pictures, { rose: 4, tulip: 4 });
    const { dataset } = await importIt();
    await writeClasses(pictures, { rose: 40, tulip: 40 });
    fork = (...by) => {
      const decoder = forkNode(...by);
      execFileSync('prlimit', ['--pid', String(decoder.pid), `--fsize=${20 * RECORD.bytes}`]);
      return decoder;
    };
    const error = await failure();
    expect(error?.code).toBe('no-space');
    expect(error?.message).toMatch(
      /^The disk of .*cache is full: \d+ pictures need \d+ MB.*Make room and import again/,
    );
    expect(workspace.store.datasets.list()).toEqual([dataset]);
    expect((await stat(join(workspace.folder, 'cache', 'records.bin'))).size).toBe(8 * RECORD.bytes);
    expect(await checkRecords(workspace)).toBe(8);

    fork = forkNode;
    expect((await importIt()).dataset).toMatchObject({ version: 2, images: { train: 64, val: 8, test: 8 } });
  });

  // Only root may mount a disk of its own.
  if (process.getuid?.() === 0) {
    it('fails it on a real full disk as well', async () => {
      const disk = join(folder, 'disk');
      await mkdir(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk]);
      const small = await openWorkspace(join(disk, 'workspace'), { mode: 'write' });
      try {
        await writeClasses(pictures, { rose: 60, tulip: 60 });
        const onState = ({ phase }: ImportState) => {
          if (phase === 'decoding' && !existsSync(join(disk, 'filler'))) fill(join(disk, 'filler'), 6e6);
        };
        await expect(small.imports.importNow(options(), { onState })).rejects.toMatchObject({
          code: 'no-space',
        });
        expect(small.store.datasets.list()).toEqual([]);
        await rm(join(disk, 'filler'));
        const { dataset } = await small.imports.importNow(options());
        expect(dataset.images.train).toBe(96);
      } finally {
        await small.close();
        execFileSync('umount', [disk]);
      }
    });

    it('refuses what cannot fit before it begins', async () => {
      const disk = join(folder, 'disk');
      await mkdir(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', disk]);
      const small = await openWorkspace(join(disk, 'workspace'), { mode: 'write' });
      try {
        await writeClasses(pictures, { rose: 40, tulip: 40 });
        await expect(small.imports.importNow(options())).rejects.toMatchObject({
          code: 'no-space',
          message: expect.stringMatching(/80 pictures need 50 MB, and \d+ MB are free/),
        });
      } finally {
        await small.close();
        execFileSync('umount', [disk]);
      }
    });
  }

  /** Writes until the disk is full, but for `left` bytes. */
  function fill(file: string, left: number): void {
    const handle = openSync(file, 'a');
    const zeros = Buffer.alloc(2 ** 20);
    try {
      for (;;) writeSync(handle, zeros);
    } catch {
      // Full.
    } finally {
      closeSync(handle);
    }
    truncateSync(file, Math.max(0, statSync(file).size - left));
  }
});

describe('when the program is killed during an import', () => {
  it('the workspace opens, nothing of the import shows, and it can be done again', async () => {
    await writeClasses(pictures, { rose: 100, tulip: 100 });
    const own = join(folder, 'killed');
    const chance = random('kill the import');
    for (let round = 0; round < 10; round++) {
      await killWhileImporting(own, 1 + chance.int(200));
      const after = await openWorkspace(own, { mode: 'write' });
      expect(after.store.datasets.list()).toEqual([]);
      await after.close();
    }
    const again = await openWorkspace(own, { mode: 'write' });
    const { dataset } = await again.imports.importNow(options());
    expect(dataset.images).toEqual({ train: 160, val: 20, test: 20 });
    expect(await checkRecords(again)).toBe(200);
    await again.close();
  });

  /** Runs an import in a process of its own, which is killed at the decoder's nth message. */
  async function killWhileImporting(own: string, nth: number): Promise<void> {
    const script = join(import.meta.dirname, '..', 'helpers', 'import-until-killed.ts');
    const program = spawn(process.execPath, [script, own, pictures, String(nth)], { stdio: 'inherit' });
    const end = await new Promise((resolve) => program.once('exit', (...by) => resolve(by)));
    expect(end).toEqual([null, 'SIGKILL']);
  }
});
