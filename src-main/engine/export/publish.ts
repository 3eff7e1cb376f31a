import { open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../checkpoint/write-file-atomically.ts';

/** Gives a written file or folder its name once all of it is on the disk. Gives its size in bytes, that of all its files together. */
export async function publish(temporary: string, name: string): Promise<number> {
  const bytes = await syncAll(temporary);
  await rename(temporary, name);
  await syncFolder(dirname(name));
  return bytes;
}

async function syncAll(path: string): Promise<number> {
  const entry = await stat(path);
  if (entry.isFile()) {
    const handle = await open(path, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return entry.size;
  }
  let bytes = 0;
  for (const name of await readdir(path)) bytes += await syncAll(join(path, name));
  await syncFolder(path);
  return bytes;
}
