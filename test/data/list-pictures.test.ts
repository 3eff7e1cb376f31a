import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listPictures } from '../../src-main/data/list-pictures.ts';
import { writeTree } from '../helpers/pictures.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'list-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lists files and what is in folders, in the order in which they were named', async () => {
  await writeTree(folder, {
    'set/10.jpg': '',
    'set/9.jpg': '',
    'set/.hidden': '',
    'set/deep/1.jpg': '',
    'z.jpg': '',
  });
  const { files, rejected } = await listPictures([join(folder, 'z.jpg'), `${join(folder, 'set')}/`]);
  expect(files.map(({ file }) => file)).toEqual(
    ['z.jpg', 'set/9.jpg', 'set/10.jpg', 'set/deep/1.jpg'].map((name) => join(folder, name)),
  );
  expect(rejected).toEqual([]);
});

it('rejects what is not there', async () => {
  const { files, rejected } = await listPictures([join(folder, 'none.jpg')]);
  expect(files).toEqual([]);
  expect(rejected).toEqual([{ file: join(folder, 'none.jpg'), reason: 'The file is not there.' }]);
});

it('stops when it is cancelled', async () => {
  await expect(listPictures([folder], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});
