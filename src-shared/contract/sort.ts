import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { SortId } from '../ids.ts';
import { LabelledPictures } from './classify.ts';

const count = z.number().int().nonnegative();

export const SortMode = z.enum(['copy', 'move']);
export type SortMode = z.infer<typeof SortMode>;

/** One file of a plan. `isRenamed`: a file of its name is there already, so that it gets a number. */
export const SortMove = z.object({ from: z.string(), to: z.string(), isRenamed: z.boolean() });
export type SortMove = z.infer<typeof SortMove>;

export const LeftFile = z.object({ file: z.string(), reason: z.string() });
export type LeftFile = z.infer<typeof LeftFile>;

/** What will go where. Nothing has been touched yet. */
export const SortPlan = z.object({
  sortId: SortId,
  destination: z.string(),
  mode: SortMode,
  moves: z.array(SortMove),
  /** Files that stay where they are, and why. */
  left: z.array(LeftFile),
});
export type SortPlan = z.infer<typeof SortPlan>;

/** A sorting that was done and can be undone. */
export const DoneSort = z.object({
  sortId: SortId,
  destination: z.string(),
  mode: SortMode,
  files: count,
  doneAtMs: z.number(),
});
export type DoneSort = z.infer<typeof DoneSort>;

/** How many files have been seen to; then how many went well, and those that did not. */
export const SortProgress = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: count, total: count }),
  z.object({ type: z.literal('done'), files: count, left: z.array(LeftFile) }),
]);
export type SortProgress = z.infer<typeof SortProgress>;

/**
 * Pictures into folders by their class. What is done is written down in the workspace before it is done, so that it can be undone later, after a
 * restart too. Errors: `not-found`, `bad-request` (the destination is a file), `no-space`.
 */
export const sortContract = {
  /** Class names become folder names that every system takes. Pictures of an upload can only be copied. */
  plan: oc
    .input(
      LabelledPictures.extend({
        /** An absolute path on the machine of the program; made where it is not there. */
        destination: z.string().min(1).max(4096),
        mode: SortMode,
      }),
    )
    .output(SortPlan),
  /** Does what was planned; who gives the stream up stops it after the file at hand. An upload is deleted afterwards. */
  run: oc.input(z.object({ sortId: SortId })).output(eventIterator(SortProgress)),
  /** Gives a plan up. */
  discard: oc.input(z.object({ sortId: SortId })).output(z.void()),
  /** Newest first. */
  list: oc.output(z.array(DoneSort)),
  /** Moves back or deletes what has not been changed since, and the folders that it leaves empty. The rest can be tried again. */
  undo: oc.input(z.object({ sortId: SortId })).output(eventIterator(SortProgress)),
};
