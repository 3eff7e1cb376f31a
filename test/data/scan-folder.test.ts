import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanFolder } from '../../src-main/data/scan-folder.ts';
import { writeTree } from '../helpers/pictures.ts';
import { withoutPrivileges } from '../helpers/without-privileges.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function scan(files: Readonly<Record<string, string>>) {
  await writeTree(folder, files);
  const { labels, files: found, rejected } = await scanFolder(folder);
  return { labels, rejected, found: found.map(({ file, label, ownSplit }) => ({ file, label, ownSplit })) };
}

const fileNames = (list: readonly { file: string }[]) => list.map(({ file }) => file);

describe('scanning a folder of pictures', () => {
  it('takes each sub-folder for a class, numbered as people count', async () => {
    const { labels, found } = await scan({ 'class 10/a': '', 'class 2/b': '', 'class 2/c': '' });
    expect(labels).toEqual(['class 2', 'class 10']);
    expect(found).toContainEqual({ file: 'class 2/b', label: 'class 2', ownSplit: null });
    expect(found).toHaveLength(3);
  });

  it('gives folders inside a class to that class', async () => {
    const { labels, found } = await scan({ 'a/x/y/1': '', 'a/2': '', 'b/3': '' });
    expect(labels).toEqual(['a', 'b']);
    expect(found.filter(({ label }) => label === 'a')).toHaveLength(2);
  });

  it('takes train, val and test folders above the classes for splits', async () => {
    const { labels, found } = await scan({
      'Train/a/1': '',
      'Train/b/1': '',
      'validation/a/2': '',
      'test/b/3': '',
    });
    expect(labels).toEqual(['a', 'b']);
    expect(found.map(({ file, ownSplit }) => `${file} ${ownSplit}`).sort()).toEqual([
      'Train/a/1 train',
      'Train/b/1 train',
      'test/b/3 test',
      'validation/a/2 val',
    ]);
  });

  it('lets a class be called train where other classes stand beside it', async () => {
    const { labels } = await scan({ 'train/1': '', 'plane/1': '' });
    expect(labels).toEqual(['plane', 'train']);
  });

  it('ignores hidden and system files and folders', async () => {
    const { found, rejected, labels } = await scan({
      '.git/x': '',
      '__MACOSX/x': '',
      'a/.DS_Store': '',
      'a/Thumbs.db': '',
      'a/desktop.ini': '',
      'a/1': '',
      'b/1': '',
    });
    expect(labels).toEqual(['a', 'b']);
    expect(fileNames(found)).toEqual(['a/1', 'b/1']);
    expect(rejected).toEqual([]);
  });

  it('reads names with spaces, emoji and newlines', async () => {
    const names = ['a cat/my cat.jpg', '🐶/🦴 1.jpg', 'line\nbreak/x\ny.jpg'];
    const { found } = await scan(Object.fromEntries(names.map((name) => [name, ''])));
    expect(fileNames(found).sort()).toEqual(names.sort());
  });

  it('rejects files that lie beside the class folders', async () => {
    const { rejected } = await scan({ 'readme.txt': '', 'a/1': '', 'b/1': '' });
    expect(rejected).toEqual([
      { file: 'readme.txt', reason: 'The file lies beside the class folders, so it has no class.' },
    ]);
  });

  it('follows links once and never in circles', async () => {
    await writeTree(folder, { 'a/1': '', 'b/1': '' });
    await mkdir(join(folder, 'more'));
    await symlink('..', join(folder, 'a', 'up'));
    await symlink('../b', join(folder, 'a', 'beside'));
    await symlink('self', join(folder, 'a', 'self'));
    await symlink('nowhere', join(folder, 'a', 'gone'));
    await symlink('../a/1', join(folder, 'more', 'linked'));
    const { files, rejected } = await scanFolder(folder);
    expect(files.map(({ file, label }) => `${label}: ${file}`)).toEqual([
      'a: a/1',
      'b: b/1',
      'more: more/linked',
    ]);
    expect(Object.fromEntries(rejected.map(({ file, reason }) => [file, reason]))).toEqual({
      'a/up': 'The folder was read already under another name.',
      'a/beside': 'The folder was read already under another name.',
      'a/self': 'The link, or what it leads to, leads round in a circle.',
      'a/gone': 'The link, or what it leads to, is not there.',
    });
  });

  it('takes a class folder that is a link', async () => {
    await writeTree(folder, { 'set/a/1': '', 'elsewhere/1': '' });
    await symlink(join(folder, 'elsewhere'), join(folder, 'set', 'b'));
    const { labels, files } = await scanFolder(join(folder, 'set'));
    expect(labels).toEqual(['a', 'b']);
    expect(fileNames(files)).toEqual(['a/1', 'b/1']);
  });

  it('never opens pipes', async () => {
    await writeTree(folder, { 'a/1': '', 'b/1': '' });
    execFileSync('mkfifo', [join(folder, 'a', 'pipe')]);
    const { rejected } = await scanFolder(folder);
    expect(rejected).toEqual([{ file: 'a/pipe', reason: 'This is a device or a pipe, not a file.' }]);
  });

  it('rejects folders that may not be read', async () => {
    await writeTree(folder, { 'a/1': '', 'b/1': '', 'c/1': '' });
    await chmod(folder, 0o755);
    await chmod(join(folder, 'c'), 0);
    const { rejected } = await withoutPrivileges(() => scanFolder(folder));
    expect(rejected).toEqual([{ file: 'c', reason: 'The folder may not be read: permission is missing.' }]);
  });

  it('stops when it is cancelled', async () => {
    await writeTree(folder, { 'a/1': '', 'b/1': '' });
    await expect(scanFolder(folder, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('reports how many files it has found', async () => {
    await writeTree(folder, { 'a/1': '', 'b/1': '' });
    const counts: number[] = [];
    await scanFolder(folder, { onProgress: (found) => counts.push(found) });
    expect(counts).toEqual([1, 2]);
  });
});

describe('a folder that cannot be imported', () => {
  const refused = (path: string) => scanFolder(path).catch((error) => `${error.code}: ${error.message}`);

  it('is not there', async () => {
    expect(await refused(join(folder, 'none'))).toBe(
      `not-found: There is no folder ${join(folder, 'none')}. Check the path.`,
    );
  });

  it('is a file', async () => {
    await writeTree(folder, { 'a.jpg': '' });
    expect(await refused(join(folder, 'a.jpg'))).toMatch(
      /^bad-request: .*a\.jpg is a file\. Put the pictures of each/,
    );
  });

  it('is empty', async () => {
    expect(await refused(folder)).toMatch(/^bad-request: The folder .* is empty\. Put the pictures/);
  });

  it('has pictures but no classes', async () => {
    await writeTree(folder, { '1.jpg': '', '2.jpg': '' });
    expect(await refused(folder)).toMatch(
      /^bad-request: The folder .* has 2 files but no class folders\. Put/,
    );
  });

  it('has classes but no pictures', async () => {
    await mkdir(join(folder, 'a'));
    await mkdir(join(folder, 'b'));
    expect(await refused(folder)).toMatch(/^bad-request: The class folders of .* hold no pictures\. Put/);
  });

  it('has one class only', async () => {
    await writeTree(folder, { 'a/1': '', 'b/.hidden': '' });
    expect(await refused(folder)).toMatch(
      /^bad-request: .* has pictures of only one class, “a”, and .* two or more\.$/,
    );
  });

  it('holds the folder that is meant', async () => {
    await writeTree(folder, { 'flowers/rose/1': '', 'flowers/tulip/1': '' });
    expect(await refused(folder)).toMatch(
      /If the classes are the folders inside “flowers”, import that folder\.$/,
    );
  });
});
