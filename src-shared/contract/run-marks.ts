import { oc } from '@orpc/contract';
import { z } from 'zod';
import { RunId } from '../ids.ts';

/** A tag is one word, so that it can be typed into a filter as it is. */
export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\s,:"()]+$/, 'a tag is one word without blanks, commas, colons, quotes and brackets');

const Colour = z.string().regex(/^#[0-9a-f]{6}$/, 'expected a colour as #rrggbb');
const Note = z.string().max(10_000);

/** What people write on a run, apart from what training measured. */
export const RunMarks = z.object({
  /** In the order of the alphabet. */
  tags: z.array(Tag),
  /** Free text; the engine's own sentences on a run are its `notes`. */
  note: Note,
  isStarred: z.boolean(),
  /** As `#rrggbb`; null: the default of its number (`runColour`). */
  colour: Colour.nullable(),
  /** Archived runs are left out of lists unless they are asked for. */
  isArchived: z.boolean(),
});
export type RunMarks = z.infer<typeof RunMarks>;

/** The marks of a run on which nobody has written anything. */
export const NO_MARKS: RunMarks = { tags: [], note: '', isStarred: false, colour: null, isArchived: false };

/** What changes on each of some runs; what is not named stays as it is. */
export const RunMarksChange = z.object({
  addTags: z.array(Tag).max(50).optional(),
  removeTags: z.array(Tag).max(50).optional(),
  note: Note.optional(),
  isStarred: z.boolean().optional(),
  colour: Colour.nullable().optional(),
  isArchived: z.boolean().optional(),
});
export type RunMarksChange = z.infer<typeof RunMarksChange>;

/** How somebody wants to see the table of runs. */
export const RunView = z.object({
  /** In the query language of the filter. */
  filter: z.string().max(2000),
  /** The columns that are shown, from left to right, with their widths in pixels where they were changed. */
  columns: z.array(z.object({ field: z.string(), width: z.number().min(40).max(2000).optional() })),
  /** By the first one, then by the next; newest first where there is none. */
  order: z.array(z.object({ field: z.string(), isDescending: z.boolean() })),
  /** The field whose values make groups; null: none. */
  groupBy: z.string().nullable(),
});
export type RunView = z.infer<typeof RunView>;

/** A view that was kept under a name. */
export const SavedRunView = z.object({ name: z.string().trim().min(1).max(60), view: RunView });
export type SavedRunView = z.infer<typeof SavedRunView>;

export const runMarksContract = {
  /** The same change on each of the runs, or on none. Errors: `not-found`. */
  change: oc
    .input(z.object({ runIds: z.array(RunId).min(1).max(100_000), change: RunMarksChange }))
    .output(z.void()),
  /** The views that were kept, by name. */
  views: oc.output(z.array(SavedRunView)),
  /** Keeps a view, in place of an earlier one of that name (capitals make no other name). */
  saveView: oc.input(SavedRunView).output(z.void()),
  removeView: oc.input(SavedRunView.pick({ name: true })).output(z.void()),
};
