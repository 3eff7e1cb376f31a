import type { ImportState } from '../../src-shared/contract/datasets.ts';
import type { ImportedFile } from '../data/protocol.ts';

/** The rate is that of the last so many milliseconds: files that are in the cache go by far faster than others. */
const WINDOW_MS = 5000;

/** Counts files as they are done and tells the state of the import after each call. `now`: milliseconds, for tests. */
export function createImportPace(
  total: number,
  now: () => number = () => performance.now(),
): (files: readonly ImportedFile[]) => ImportState {
  const counts = { done: 0, rejected: 0, reused: 0 };
  const marks = [{ atMs: now(), done: 0 }];
  return (files) => {
    counts.done += files.length;
    for (const file of files) {
      if (file.outcome === 'rejected') counts.rejected++;
      else if (file.reused) counts.reused++;
    }
    const mark = { atMs: now(), done: counts.done };
    marks.push(mark);
    while (marks.length > 2 && mark.atMs - (marks[1]?.atMs ?? 0) >= WINDOW_MS) marks.shift();
    const [first = mark] = marks;
    const seconds = (mark.atMs - first.atMs) / 1000;
    const imagesPerSecond = seconds > 0 ? (mark.done - first.done) / seconds : 0;
    return {
      phase: 'decoding',
      total,
      ...counts,
      imagesPerSecond,
      secondsLeft: imagesPerSecond > 0 ? (total - counts.done) / imagesPerSecond : null,
    };
  };
}
