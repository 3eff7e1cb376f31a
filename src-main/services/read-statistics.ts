import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EpochStatistics } from '../../src-shared/contract/inspect-answers.ts';
import { keptEpochs, STATISTICS_FOLDER, statisticsFile } from '../engine/train/epoch-files.ts';

/** What training left of each epoch in a run's folder, oldest first. A file that cannot be understood is passed over: it is there to be looked at, no more. */
export async function readStatistics(runFolder: string): Promise<EpochStatistics[]> {
  const folder = join(runFolder, STATISTICS_FOLDER);
  const epochs = await keptEpochs(folder);
  const read = await Promise.all(
    epochs.map(async (epoch) => {
      const text = await readFile(join(folder, statisticsFile(epoch)), 'utf8').catch(() => '');
      return EpochStatistics.safeParse(parseJson(text)).data ?? [];
    }),
  );
  return read.flat();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
