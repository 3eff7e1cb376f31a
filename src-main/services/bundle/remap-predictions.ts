import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkpointOfPredictions,
  predictionsFolder,
  readPredictions,
  writePredictions,
} from '../../engine/predictions-file.ts';
import type { PictureRecord } from '../../store/records-table.ts';

/**
 * Answers name pictures by their place in the cache, which is another here: writes the places anew. Answers that cannot be read are deleted,
 * for evaluating the run gives them again; those of pictures that are not here stay, and their checksums keep them from being taken for others.
 */
export async function remapPredictions(
  runFolder: string,
  classes: number,
  recordOf: (slot: number) => PictureRecord | undefined,
): Promise<void> {
  const folder = predictionsFolder(runFolder);
  for (const name of await readdir(folder).catch(() => [])) {
    if (checkpointOfPredictions(name) === null) continue;
    const file = join(folder, name);
    try {
      const { logits, slots, labels, checksums } = await readPredictions(file, classes);
      const records = [...slots].map(recordOf);
      await writePredictions(file, logits, {
        slots: Int32Array.from(slots, (slot, at) => records[at]?.slot ?? slot),
        labels: Int32Array.from(labels),
        checksums: Uint32Array.from(checksums, (checksum, at) => records[at]?.crc32 ?? checksum),
      });
    } catch {
      await rm(file, { force: true });
    }
  }
}
