import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ClassifierId } from '../ids.ts';
import { OwnClassifier, Preprocessing } from '../own-classifier.ts';
import { FileSource } from './files.ts';

const byId = z.object({ classifierId: ClassifierId });

/** What can be set about a classifier from elsewhere. */
export const ClassifierSettings = z.object({
  name: z.string().trim().min(1).max(120),
  labels: z.array(z.string().max(500)).min(2).max(100_000),
  preprocessing: Preprocessing,
});
export type ClassifierSettings = z.infer<typeof ClassifierSettings>;

/** ONNX classifiers from elsewhere. Their files come from `classifierUrl` of routes.ts. Errors: `not-found`. */
export const classifiersContract = {
  /** Newest first. */
  list: oc.output(z.array(OwnClassifier)),
  /**
   * Takes a file in after looking through it, with settings guessed from what it says; an upload is deleted. Errors: `bad-request` (no ONNX classifier of
   * pictures, too large, weights in other files), `no-space`.
   */
  add: oc
    .input(z.object({ source: FileSource, name: z.string().trim().min(1).max(120) }))
    .output(OwnClassifier),
  change: oc.input(byId.extend({ settings: ClassifierSettings })).output(OwnClassifier),
  /** Hides it; it can be brought back with `restore` until the workspace is next opened. */
  remove: oc.input(byId).output(z.void()),
  restore: oc.input(byId).output(z.void()),
};
