import type { Where } from '../../inference/classifier.ts';
import { createStore } from '../../state/store.ts';

/** Which pictures are shown. */
export type Shown = 'all' | 'answered' | 'none' | 'different' | 'unreadable';

/** How pictures are classified and shown; kept while other pages are looked at. */
export interface Choices {
  /** Ids of runs or of classifiers from elsewhere; null: the newest run, and nobody beside it. */
  readonly first: string | null;
  readonly second: string | null;
  readonly where: Where;
  /** Classes a picture. */
  readonly top: number;
  /** First answers less probable than this, 0..1, are "none of these". */
  readonly threshold: number;
  readonly view: 'gallery' | 'list';
  readonly shown: Shown;
}

export const choices = createStore<Choices>({
  first: null,
  second: null,
  where: 'window',
  top: 5,
  threshold: 0,
  view: 'gallery',
  shown: 'all',
});

export function choose(change: Partial<Choices>): void {
  choices.set({ ...choices.get(), ...change });
}
