import { chmod, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPicture } from '../../src-main/data/read-picture.ts';
import { withoutPrivileges } from '../helpers/without-privileges.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
  file = join(folder, 'a.jpg');
  await writeFile(file, 'bytes');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('reading the file of a picture', () => {
  it('gives its bytes', async () => {
    expect((await readPicture(file)).toString()).toBe('bytes');
  });

  it('says when it is not there', async () => {
    await expect(readPicture(join(folder, 'none.jpg'))).rejects.toThrow('The file is not there.');
  });

  it('says when it may not be read', async () => {
    await chmod(folder, 0o755);
    await chmod(file, 0);
    await withoutPrivileges(() =>
      expect(readPicture(file)).rejects.toThrow('The file may not be read: permission is missing.'),
    );
  });

  it('does not read what is larger than any picture', async () => {
    await truncate(file, 600 * 2 ** 20);
    await expect(readPicture(file)).rejects.toThrow('The file is larger than 512 MB, more than any picture.');
  });
});
