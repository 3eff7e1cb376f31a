import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { decodePicture } from '../../src-main/data/decode-picture.ts';
import { type RecordsParts, recordResponse } from '../../src-main/http/records-route.ts';
import { addToDataset } from '../../src-main/services/classify-corrections.ts';
import { listSource } from '../../src-main/services/classify-sources.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { ImportOptions } from '../../src-shared/contract/datasets.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import { recordUrl } from '../../src-shared/routes.ts';
import { createKillableFork } from '../helpers/killable-fork.ts';
import { makePictureFolder, stripedPicture } from '../helpers/picture-folder.ts';

/** What the main process does for a window that classifies by itself. */

let folder: string;
let workspace: Workspace;
let pictures: string;
let picture: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'classify-window-'));
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  pictures = await makePictureFolder(join(folder, 'pictures'), ['a', 'b'], 4);
  picture = join(pictures, 'a', 'a 0.png');
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true });
});

async function zip(name: string, entries: Record<string, string>): Promise<string> {
  const archive = new ZipFile();
  for (const [entry, file] of Object.entries(entries)) archive.addFile(file, entry);
  archive.end();
  const path = join(folder, name);
  await pipeline(archive.outputStream, createWriteStream(path));
  return path;
}

describe('a record', () => {
  const ask = (url: string, body?: Uint8Array<ArrayBuffer>) => {
    const parts: RecordsParts = workspace;
    return recordResponse(
      new Request(new URL(url, 'http://127.0.0.1'), body ? { method: 'POST', body } : undefined),
      parts,
    );
  };

  it('of a file or of its bytes is what the decoder makes of it, at any edge', async () => {
    const bytes = new Uint8Array(await readFile(picture));
    for (const edge of [256, 97]) {
      const { pixels } = await decodePicture(Buffer.from(bytes), edge);
      for (const response of [await ask(recordUrl(edge, picture)), await ask(recordUrl(edge), bytes)]) {
        expect(Buffer.from(await response.arrayBuffer()).equals(pixels)).toBe(true);
      }
    }
  });

  it('of what is no picture is a reason', async () => {
    const response = await ask(recordUrl(256), new TextEncoder().encode('no picture'));
    expect(await response.json()).toEqual({ rejected: expect.stringContaining('not a picture') });
  });

  it('is refused under other addresses', async () => {
    await expect(ask('/records?edge=5000&path=/x')).rejects.toMatchObject({ code: 'bad-request' });
    expect((await ask('/records?edge=256')).status).toBe(405);
    await expect(ask('/records/answers/none')).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('comes after the decoder was killed, too', async () => {
    const { fork, killAll } = createKillableFork();
    const other = await openWorkspace(join(folder, 'other'), { mode: 'write', fork });
    await other.reader.read(picture, 256);
    killAll();
    const reads = Array.from({ length: 3 }, () => other.reader.read(picture, 256));
    for (const read of await Promise.all(reads)) expect(read).toHaveProperty('record');
    await other.close();
  });
});

describe('an archive', () => {
  it('counts as a folder, is unpacked under numbers and goes when it is released', async () => {
    const notes = join(folder, 'notes.txt');
    await writeFile(notes, 'x');
    const path = await zip('some.zip', {
      'holiday/sea.png': picture,
      '__MACOSX/._sea.png': notes,
      '.hidden': notes,
    });
    const listed = await listSource({ kind: 'paths', paths: [path] }, workspace.uploads);
    expect(listed.pictures.map(({ file }) => file)).toEqual([`${path}/holiday/sea.png`]);
    expect((await readFile(listed.pictures[0]?.path ?? '')).equals(await readFile(picture))).toBe(true);
    if (listed.unpacked) await workspace.uploads.remove(listed.unpacked);
    await expect(readFile(listed.pictures[0]?.path ?? '')).rejects.toThrow('ENOENT');
  });

  it('that is damaged is a reason beside the other pictures', async () => {
    const path = join(folder, 'cut.zip');
    await writeFile(path, 'PK but no archive');
    const listed = await listSource({ kind: 'paths', paths: [path, picture] }, workspace.uploads);
    expect(listed.rejected).toEqual([{ file: `${path}/`, reason: expect.stringContaining('damaged') }]);
    expect(listed.pictures).toEqual([{ file: picture, path: picture }]);
    if (listed.unpacked) await workspace.uploads.remove(listed.unpacked);
  });
});

describe('a corrected picture', () => {
  it('makes the next version of the data set, once, in the training split of its class', async () => {
    const options = ImportOptions.parse({ source: { kind: 'path', path: pictures } });
    const { dataset } = await workspace.imports.importNow(options);
    const run = workspace.store.runs.insert({
      name: 'Run',
      dataset,
      classes: dataset.classes,
      recipe: defaultRecipe('alexnet-small'),
      stepsPerEpoch: 1,
      startedFrom: null,
    });
    const unseen = join(folder, 'c 1.png');
    await writeFile(unseen, await stripedPicture(2, 99));
    const parts = { ...workspace, recordsFile: recordsFile(workspace.folder) };
    const add = (path: string, label: string) =>
      addToDataset({ runId: run.id, pictures: [{ path, label }] }, parts);

    const { dataset: next, added } = await add(unseen, 'b');
    expect([next.name, next.version, added]).toEqual([dataset.name, 2, 1]);
    expect(next.images).toEqual({ ...dataset.images, train: dataset.images.train + 1 });
    const { pictures: training } = workspace.store.datasets.pictures(next.id, {
      label: 'b',
      split: 'train',
      offset: 0,
      limit: 9,
    });
    expect(training.map(({ file }) => file)).toContain('b/c 1.png');
    // The version that runs were trained on stays as it is.
    expect(workspace.store.datasets.get(dataset.id).images).toEqual(dataset.images);

    await expect(add(unseen, 'a')).rejects.toThrow('in the data set already, as b');
    await expect(add(unseen, 'c')).rejects.toThrow('has no class "c"');
    await expect(add(join(folder, 'none.png'), 'a')).rejects.toMatchObject({ code: 'conflict' });
  });
});
