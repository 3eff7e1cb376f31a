import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSort, type Sort, type SortRequest } from '../../../src-main/services/sort.ts';
import { copyChecked, moveFile } from '../../../src-main/services/sort-files.ts';
import { createUploads, type Uploads } from '../../../src-main/services/uploads.ts';
import type { SortProgress } from '../../../src-shared/contract/sort.ts';

let folder: string;
let uploads: Uploads;
let sort: Sort;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sort-'));
  uploads = createUploads(join(folder, 'uploads'));
  sort = createSort(join(folder, 'workspace'), uploads);
  await mkdir(join(folder, 'in'));
  for (const name of ['1.jpg', '2.jpg', '3.jpg'])
    await writeFile(join(folder, 'in', name), `picture ${name}`);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const at = (...names: string[]) => join(folder, ...names);

function request(mode: SortRequest['mode'], labels: Record<string, string>): SortRequest {
  const pictures = Object.entries(labels).map(([name, label]) => ({ path: at('in', name), label }));
  return { pictures, destination: at('out'), mode };
}

async function last(words: AsyncIterable<SortProgress>) {
  let end: SortProgress | undefined;
  for await (const word of words) end = word;
  return end;
}

async function allFiles(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('workspace'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

it('moves into folders by class and back, and leaves no folder that it made', async () => {
  const before = await allFiles();
  const plan = await sort.plan(request('move', { '1.jpg': 'cat', '2.jpg': 'a/b', '3.jpg': 'cat' }));
  expect(await allFiles()).toEqual(before);
  expect(await last(sort.run(plan.sortId))).toEqual({ type: 'done', files: 3, left: [] });
  expect(await allFiles()).toEqual(['out/a_b/2.jpg', 'out/cat/1.jpg', 'out/cat/3.jpg']);
  expect(await sort.list()).toMatchObject([{ sortId: plan.sortId, files: 3, mode: 'move' }]);

  // Another process after a restart knows it by its journal.
  const later = createSort(join(folder, 'workspace'), uploads);
  expect(await last(later.undo(plan.sortId))).toEqual({ type: 'done', files: 3, left: [] });
  expect(await allFiles()).toEqual(before);
  await expect(stat(at('out'))).rejects.toThrow('ENOENT');
  expect(await later.list()).toEqual([]);
});

it('numbers what would lie on another file, of the folder or of the plan', async () => {
  await mkdir(at('out', 'cat'), { recursive: true });
  await writeFile(at('out', 'cat', '1.JPG'), 'was here');
  await mkdir(at('in', 'more'));
  await writeFile(at('in', 'more', '2.jpg'), 'another');
  const wanted = request('copy', { '1.jpg': 'cat', '2.jpg': 'cat' });
  const plan = await sort.plan({
    ...wanted,
    pictures: [...wanted.pictures, { path: at('in', 'more', '2.jpg'), label: 'cat' }],
  });
  expect(plan.moves.map(({ to, isRenamed }) => [to, isRenamed])).toEqual([
    [at('out', 'cat', '1 (2).jpg'), true],
    [at('out', 'cat', '2.jpg'), false],
    [at('out', 'cat', '2 (2).jpg'), true],
  ]);
  await last(sort.run(plan.sortId));
  expect(await readFile(at('out', 'cat', '1.JPG'), 'utf8')).toBe('was here');
  await last(sort.undo(plan.sortId));
  expect(await allFiles()).toEqual(['in/1.jpg', 'in/2.jpg', 'in/3.jpg', 'in/more/2.jpg', 'out/cat/1.JPG']);
});

it('undoes only what nobody has changed, and the rest later', async () => {
  const plan = await sort.plan(request('copy', { '1.jpg': 'cat', '2.jpg': 'cat' }));
  await last(sort.run(plan.sortId));
  await writeFile(at('out', 'cat', '1.jpg'), 'painted over');
  const undone = await last(sort.undo(plan.sortId));
  expect(undone).toMatchObject({ files: 1, left: [{ reason: expect.stringContaining('was changed') }] });
  expect(await readFile(at('out', 'cat', '1.jpg'), 'utf8')).toBe('painted over');
  expect(await sort.list()).toMatchObject([{ files: 1 }]);
  await rm(at('out', 'cat', '1.jpg'));
  await last(sort.undo(plan.sortId));
  expect(await sort.list()).toEqual([]);
});

it('does not move back onto something new', async () => {
  const plan = await sort.plan(request('move', { '1.jpg': 'cat' }));
  await last(sort.run(plan.sortId));
  await writeFile(at('in', '1.jpg'), 'new');
  expect(await last(sort.undo(plan.sortId))).toMatchObject({
    files: 0,
    left: [{ reason: expect.stringContaining('taken its old place') }],
  });
  expect(await readFile(at('in', '1.jpg'), 'utf8')).toBe('new');
});

it('leaves what is missing, a link, changed since the plan, or in its place already', async () => {
  await symlink(at('in', '1.jpg'), at('in', 'link.jpg'));
  await mkdir(at('out', 'cat'), { recursive: true });
  await writeFile(at('out', 'cat', 'there.jpg'), 'x');
  const wanted = request('move', { 'gone.jpg': 'cat', 'link.jpg': 'cat', '2.jpg': 'cat' });
  const plan = await sort.plan({
    ...wanted,
    pictures: [...wanted.pictures, { path: at('out', 'cat', 'there.jpg'), label: 'cat' }],
  });
  expect(plan.left.map(({ reason }) => reason)).toEqual([
    'The file is not there any more.',
    'This is a link or no plain file; only files are sorted.',
    'It lies in that folder already.',
  ]);
  await writeFile(at('in', '2.jpg'), 'changed and longer');
  expect(await last(sort.run(plan.sortId))).toMatchObject({ files: 0, left: [{ file: at('in', '2.jpg') }] });
});

it('stopped in the middle can be undone', async () => {
  const plan = await sort.plan(request('move', { '1.jpg': 'cat', '2.jpg': 'cat' }));
  for await (const _ of sort.run(plan.sortId)) break;
  expect((await allFiles()).length).toBe(3);
  await last(sort.undo(plan.sortId));
  expect(await allFiles()).toEqual(['in/1.jpg', 'in/2.jpg', 'in/3.jpg']);
});

it('copies what was dropped, by names below the upload alone', async () => {
  const uploadId = await uploads.create();
  await uploads.write(uploadId, ['0', 'sea.jpg'], new Blob(['sea']).stream());
  const dropped = { uploadId, destination: at('out') };
  const move = sort.plan({ ...dropped, mode: 'move', pictures: [{ path: '0/sea.jpg', label: 'sea' }] });
  await expect(move).rejects.toMatchObject({ code: 'bad-request' });
  const out = sort.plan({ ...dropped, mode: 'copy', pictures: [{ path: '../../in/1.jpg', label: 'sea' }] });
  await expect(out).rejects.toThrow('not part of the upload');
  const plan = await sort.plan({ ...dropped, mode: 'copy', pictures: [{ path: '0/sea.jpg', label: 'sea' }] });
  await last(sort.run(plan.sortId));
  expect(await readFile(at('out', 'sea', 'sea.jpg'), 'utf8')).toBe('sea');
  await expect(uploads.folder(uploadId)).rejects.toMatchObject({ code: 'not-found' });
});

it('a file moves to a free name only, and its copy keeps its bytes and its time', async () => {
  await utimes(at('in', '1.jpg'), 1000, 2000);
  await copyChecked(at('in', '1.jpg'), at('copy.jpg'));
  expect(await readFile(at('copy.jpg'), 'utf8')).toBe('picture 1.jpg');
  expect((await stat(at('copy.jpg'))).mtimeMs).toBe(2_000_000);
  await expect(copyChecked(at('in', '2.jpg'), at('copy.jpg'))).rejects.toThrow('EEXIST');
  await expect(moveFile(at('in', '2.jpg'), at('copy.jpg'))).rejects.toThrow('EEXIST');
  expect(await readFile(at('copy.jpg'), 'utf8')).toBe('picture 1.jpg');
});

it('a file moves to another volume too', async () => {
  // Where the temporary folder is on the same volume as this one, it is a plain move.
  const other = await mkdtemp('/dev/shm/sort-').catch(() => mkdtemp(at('other-')));
  await moveFile(at('in', '1.jpg'), join(other, '1.jpg'));
  expect(await readFile(join(other, '1.jpg'), 'utf8')).toBe('picture 1.jpg');
  expect(await allFiles()).not.toContain('in/1.jpg');
  await rm(other, { recursive: true });
});
