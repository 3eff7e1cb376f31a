import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CustomNet } from '../nets/custom-net.ts';

const { name } = CustomNet.shape;

/** A network that somebody made and kept in the workspace. */
export const SavedNet = z.object({ net: CustomNet, savedAtMs: z.number() });
export type SavedNet = z.infer<typeof SavedNet>;

/** Networks are named, and capitals make no other name. Runs carry a copy of theirs, so they do not change with these. */
export const netsContract = {
  /** By name. */
  list: oc.output(z.array(SavedNet)),
  /**
   * Keeps a network that can be built, in place of the one called `replaces`, which may have another name. Errors: `bad-request` naming the layer that
   * does not fit, `conflict` where another network has its name.
   */
  save: oc.input(z.object({ net: CustomNet, replaces: z.string().optional() })).output(z.void()),
  /** Errors: `not-found`, `conflict` where another network has that name. */
  rename: oc.input(z.object({ name: z.string(), to: name })).output(z.void()),
  /** Gives it back, so that it can be saved again. Errors: `not-found`. */
  remove: oc.input(z.object({ name: z.string() })).output(CustomNet),
};
