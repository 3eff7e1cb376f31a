import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

/** Unpacks these files of a zip of our own into a folder. */
export async function unzip(file: string, names: readonly string[], folder: string): Promise<void> {
  const zip = await yauzl.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const name = names.find((wanted) => wanted === entry.fileName);
    if (name === undefined) continue;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(join(folder, name)));
  }
}
