import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { AppError } from '../../../src-shared/errors.ts';
import { SAMPLE, samplePicture } from './sample.ts';

/** What may be asked of `writeSample`. */
export interface WriteSampleOptions {
  /** Called after each picture with the number of pictures written and of all. */
  onProgress?: (done: number, total: number) => void;
  /** Stops the work; what was written so far is removed. */
  signal?: AbortSignal;
  /** Fewer pictures a class than `SAMPLE.picturesPerClass`: the first ones. */
  picturesPerClass?: number;
}

/**
 * Writes the sample as a folder of pictures, `<class>/<nnn>.jpg`, to be imported like any other. The pictures are made in
 * `<folder>.partial` and the whole is renamed, so the folder is either complete or not there; when it is there already, nothing is
 * done. Throws `AppError`: `conflict` when the folder holds something else, `no-space`, `cancelled`.
 */
export async function writeSample(folder: string, options: WriteSampleOptions = {}): Promise<void> {
  const { onProgress, signal, picturesPerClass = SAMPLE.picturesPerClass } = options;
  if (await holdsSample(folder, picturesPerClass)) return;
  const partial = `${folder}.partial`;
  try {
    await rm(partial, { recursive: true, force: true });
    for (const name of SAMPLE.classes) await mkdir(join(partial, name), { recursive: true });
    await writePictures(partial, picturesPerClass, onProgress, signal);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw explain(error, folder);
  }
}

/** Whether the folder is there and complete. */
async function holdsSample(folder: string, picturesPerClass: number): Promise<boolean> {
  const names = await namesIn(folder);
  if (names === undefined) return false;
  for (const name of SAMPLE.classes) {
    const pictures = names.includes(name) ? await namesIn(join(folder, name)) : undefined;
    if (pictures?.length !== picturesPerClass) {
      throw new AppError(
        'conflict',
        `${folder} is there but is not the complete sample data set. Remove or rename it, then try again.`,
      );
    }
  }
  return true;
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Draws on this thread while libuv's threads encode and write what was drawn before. */
async function writePictures(
  folder: string,
  picturesPerClass: number,
  onProgress: WriteSampleOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<void> {
  const total = SAMPLE.classes.length * picturesPerClass;
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (next < total) {
      signal?.throwIfAborted();
      const classIndex = Math.floor(next / picturesPerClass);
      const pictureIndex = next % picturesPerClass;
      next++;
      const name = `${String(pictureIndex).padStart(3, '0')}.jpg`;
      await writePicture(join(folder, SAMPLE.classes[classIndex] ?? '', name), classIndex, pictureIndex);
      done++;
      onProgress?.(done, total);
    }
  };
  const workers = Array.from({ length: availableParallelism() + 1 }, worker);
  // All of them must have stopped before an error is passed on: the caller then removes the folder they write to.
  const failed = (await Promise.allSettled(workers)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Writes one picture of the sample as JPEG; from `SAMPLE.picturesPerClass` on one that no written sample holds. */
export async function writePicture(file: string, classIndex: number, pictureIndex: number): Promise<void> {
  const { pictureSize, seed } = SAMPLE;
  const raw = { width: pictureSize, height: pictureSize, channels: 3 } as const;
  // Full colour resolution: edges of colour are what the sample is made of. Fixed Huffman tables: a third less time.
  const jpeg = await sharp(samplePicture(classIndex, pictureIndex, seed), { raw })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4', optimiseCoding: false })
    .toBuffer();
  await writeFile(file, jpeg, { flush: true });
}

function explain(error: unknown, folder: string): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new AppError('cancelled', 'Making the sample data set was cancelled.', { cause: error });
  }
  if (codeOf(error) === 'ENOSPC') {
    return new AppError('no-space', `The disk of ${folder} is full. The sample data set needs about 70 MB.`, {
      cause: error,
    });
  }
  return error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
