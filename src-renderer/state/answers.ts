import type { ClassifyResult } from '../../src-shared/contract/classify.ts';
import { createStore } from './store.ts';

/** A picture that was answered (or rejected), with the run that did it. */
export interface Answer {
  readonly key: string;
  readonly runName: string;
  readonly result: ClassifyResult;
  /** Address of the picture itself, where this window has it. */
  readonly preview: string | null;
}

export interface Answers {
  /** Newest drop first, within a drop in the order in which they came. */
  readonly answers: readonly Answer[];
  /** The drops that are still being worked on; aborting one ends it. */
  readonly atWork: readonly AbortController[];
  /** What went wrong with the last drop. */
  readonly failure: string | null;
}

/** Answers stay while other pages are looked at, so they are kept outside React. */
export const answers = createStore<Answers>({ answers: [], atWork: [], failure: null });

export function changeAnswers(change: Partial<Answers>): void {
  answers.set({ ...answers.get(), ...change });
}

/** Forgets all answers and frees their pictures. */
export function clearAnswers(): void {
  for (const { preview } of answers.get().answers) if (preview) URL.revokeObjectURL(preview);
  changeAnswers({ answers: [], failure: null });
}

/** Ends every drop that is still being worked on; the answers so far stay. */
export function stopAnswers(): void {
  for (const drop of answers.get().atWork) drop.abort();
}
