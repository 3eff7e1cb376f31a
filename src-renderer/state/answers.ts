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
  /** How many drops are still being worked on, and what went wrong with the last. */
  readonly busy: number;
  readonly failure: string | null;
}

/** Answers stay while other pages are looked at, so they are kept outside React. */
export const answers = createStore<Answers>({ answers: [], busy: 0, failure: null });

/** Forgets all answers and frees their pictures. */
export function clearAnswers(): void {
  for (const { preview } of answers.get().answers) if (preview) URL.revokeObjectURL(preview);
  answers.set({ ...answers.get(), answers: [], failure: null });
}
