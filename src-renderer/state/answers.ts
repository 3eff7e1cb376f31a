import { createStore } from './store.ts';

/** Where a picture that was asked about comes from: this browser, or a file on the machine of the program. */
export type PictureOrigin =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'path'; readonly path: string };

/** What one classifier said of a picture: probabilities at temperature 1 in the order of its labels, or why it said nothing. */
export type Answer = Float32Array | { readonly failure: string };

/** A picture that classifiers are asked about. */
export interface AskedPicture {
  readonly key: string;
  /** What people know it by. */
  readonly file: string;
  readonly origin: PictureOrigin;
  /** Address of the picture itself, where this window has it. */
  readonly preview: string | null;
  /** By the key of the classifier. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Why it cannot be read. */
  readonly problem: string | null;
  /** The class that a person says it is, until it is added to the data set. */
  readonly correction: string | null;
}

/** Pictures that are being worked on: how many of how many since when. */
export interface AnswerWork {
  readonly done: number;
  readonly total: number;
  readonly startedAtMs: number;
  readonly stop: AbortController;
}

export interface Answers {
  /** Newest drop first, within a drop in their order. */
  readonly pictures: readonly AskedPicture[];
  readonly work: AnswerWork | null;
  /** What went wrong with the last drop. */
  readonly failure: string | null;
}

/** Answers stay while other pages are looked at, so they are kept outside React. */
export const answers = createStore<Answers>({ pictures: [], work: null, failure: null });

export function changeAnswers(change: Partial<Answers>): void {
  answers.set({ ...answers.get(), ...change });
}

/** Puts changed pictures in their places. */
export function putPictures(changed: ReadonlyMap<string, AskedPicture>): void {
  if (changed.size === 0) return;
  changeAnswers({ pictures: answers.get().pictures.map((picture) => changed.get(picture.key) ?? picture) });
}

/** Forgets all pictures and frees them. */
export function clearAnswers(): void {
  for (const { preview } of answers.get().pictures) if (preview) URL.revokeObjectURL(preview);
  changeAnswers({ pictures: [], failure: null });
}

/** Ends what is being worked on; the answers so far stay. */
export function stopAnswers(): void {
  answers.get().work?.stop.abort();
}

/** Says what a picture is, or takes that back with null. */
export function correct(key: string, correction: string | null): void {
  const picture = answers.get().pictures.find((one) => one.key === key);
  if (picture) putPictures(new Map([[key, { ...picture, correction }]]));
}
