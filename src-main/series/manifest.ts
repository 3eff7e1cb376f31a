import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What a run's series folder holds. `version` counts the formats of the level files: one of another version is made anew. */
export const SeriesManifest = z.object({
  version: z.literal(2),
  points: count,
  firstStep: count,
  lastStep: count,
  /** Training time up to and with the last point, milliseconds. */
  wallMs: z.number().nonnegative(),
  /** The last point as the store had it. A run that was resumed does its last steps again; by their times one sees that these are others. */
  last: z.array(z.number().nullable()),
});
export type SeriesManifest = z.infer<typeof SeriesManifest>;

/** Where the levels of a run's series lie; `level` 0 are the points. */
export function levelFile(folder: string, level: number): string {
  return join(folder, `level-${level}.bin`);
}

/** Null where there is none that this version understands. */
export async function readManifest(folder: string): Promise<SeriesManifest | null> {
  try {
    return SeriesManifest.parse(JSON.parse(await readFile(join(folder, 'series.json'), 'utf8')));
  } catch {
    return null;
  }
}

/** Written last: until then the folder holds what the one before says. It can be made anew, so it need not survive a power cut. */
export async function writeManifest(folder: string, manifest: SeriesManifest): Promise<void> {
  const file = join(folder, 'series.json');
  await writeFile(`${file}.tmp`, JSON.stringify(manifest));
  await rename(`${file}.tmp`, file);
}
