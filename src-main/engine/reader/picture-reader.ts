import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../src-shared/errors.ts';
import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { childEntry } from '../../paths.ts';
import { cropBytes, picturesOf } from '../crops.ts';
import type { BentPictures, Pictures } from '../net-session.ts';
import { RECORD, type Samples } from '../protocol.ts';
import type { View } from '../views.ts';
import type { Portion, PortionDone, ReaderSettings } from './messages.ts';

/** Reads pictures to learn from, as a network takes them in. */
export interface PictureReader {
  /**
   * The samples at `indices` as `views`, one for each, show them: crops, or where views are bent the whole records. Throws `damaged` where a checksum does not
   * fit.
   */
  read(
    samples: Samples,
    indices: readonly number[],
    views: readonly View[],
  ): Promise<Pictures | BentPictures>;
  close(): Promise<void>;
}

/** Threads at most; one core is left to the main thread. One gives some 2,000 crops a second (docs/performance.md), so eight are for devices that take more than ten thousand. */
const MOST_THREADS = 8;

/**
 * Starts threads that read the workspace's cache of records and cut crops for a network, so that neither takes time of the main thread, which is TensorFlow's.
 */
export function openPictureReader(file: string, input: ImageShape): PictureReader {
  const settings: ReaderSettings = { file, input };
  const count = Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1));
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  let portions = 0;
  let lost: Error | undefined;

  const threads = Array.from({ length: count }, () => {
    const thread = new Worker(childEntry('engine/reader'), { workerData: settings, name: 'reader' });
    thread.on('message', ({ id, problem }: PortionDone) => {
      const portion = waiting.get(id);
      waiting.delete(id);
      if (problem) portion?.reject(new AppError(problem.code, problem.message));
      else portion?.resolve();
    });
    thread.on('error', (error) => {
      lost = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of waiting.values()) reject(lost);
      waiting.clear();
    });
    return thread;
  });

  function ask(thread: Worker, portion: Omit<Portion, 'id'>): Promise<void> {
    if (lost) return Promise.reject(lost);
    const id = portions++;
    const answer = Promise.withResolvers<void>();
    waiting.set(id, answer);
    thread.postMessage({ id, ...portion } satisfies Portion);
    return answer.promise;
  }

  return {
    read: async ({ slots, checksums }, indices, views) => {
      const isBent = views.some(({ bend }) => bend);
      const bytes = isBent ? RECORD.bytes : cropBytes(input);
      const memory = new SharedArrayBuffer(indices.length * bytes);
      const share = Math.ceil(indices.length / threads.length);
      await Promise.all(
        threads.map((thread, place) => {
          const first = place * share;
          const some = indices.slice(first, first + share);
          if (some.length === 0) return undefined;
          return ask(thread, {
            slots: Int32Array.from(some, (index) => slots[index] ?? 0),
            checksums: Uint32Array.from(some, (index) => checksums[index] ?? 0),
            views: isBent ? null : views.slice(first, first + share),
            memory,
            start: first * bytes,
          });
        }),
      );
      const pictures = new Uint8Array(memory);
      return isBent ? picturesOf(pictures, views, input) : { count: indices.length, crops: pictures };
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
