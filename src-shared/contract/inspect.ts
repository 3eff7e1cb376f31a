import { eventIterator, oc } from '@orpc/contract';
import { type ZodRawShape, z } from 'zod';
import { Prediction, Split } from '../figures.ts';
import { InspectionId, LookId, RunId, UploadId } from '../ids.ts';
import { Picture } from './datasets.ts';
import {
  Area,
  AscentOptions,
  Cell,
  EpochStatistics,
  ExplainMethod,
  LayerActivations,
  NetworkLayer,
  UnitFigures,
} from './inspect-answers.ts';
import { Checkpoint } from './runs.ts';

const count = z.number().int().nonnegative();

/** A picture to look at. `index` counts the split in the order of `datasets.pictures`; an upload has one file, and is deleted once it is read. */
export const LookSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dataset'), split: Split, index: count }),
  z.object({ kind: z.literal('slot'), slot: count }),
  z.object({ kind: z.literal('upload'), uploadId: UploadId }),
  z.object({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
]);
export type LookSource = z.infer<typeof LookSource>;

/** Progress of long work, then its result. Whoever gives the stream up cancels the work. */
function work<Done extends ZodRawShape>(done: Done) {
  const progress = z.object({ type: z.literal('progress'), done: count, total: count });
  return eventIterator(
    z.discriminatedUnion('type', [progress, z.object({ type: z.literal('done'), ...done })]),
  );
}

/** Which weights: those of a kept checkpoint; without `step` the best one. */
const weights = z.object({ runId: RunId, step: count.optional() });
const ofLayer = weights.extend({ layer: z.string() });
const page = { offset: count.default(0), limit: z.number().int().min(1).max(512).default(64) };

/**
 * Looking into the network of a run. Everything is computed in float32 from a kept checkpoint, in a process of its own, so that it also
 * answers while a run trains. Large numbers do not come here: an answer's `inspectionId` names them, and `inspectionUrl` of routes.ts gives
 * their address. They are kept for as long as the memory set aside for them lasts (the newest gigabyte); after that they are `not-found`,
 * and the same question brings them back.
 *
 * Errors of all: `not-found` (run, checkpoint, layer, picture), `conflict` (no checkpoint yet), `damaged` (a checkpoint file), the engine's.
 */
export const inspectContract = {
  /** The network with its layers, as `summarise` of nets/summary.ts knows them, and the checkpoints that can be looked into. */
  network: oc.input(weights).output(
    z.object({
      checkpoint: Checkpoint,
      /** Newest first. */
      checkpoints: z.array(Checkpoint),
      /** Height, width and channels of what the network takes in, and the square of the 256 × 256 record that is: top, left, height, width. */
      input: z.tuple([count, count, count]),
      crop: Area,
      layers: z.array(NetworkLayer),
    }),
  ),

  /**
   * Makes the weights ready: whoever is about to ask something of them says so, and need not wait for an engine process to start then. It goes
   * five minutes after the last such word or question. Answers at once; what fails is told by the question that comes.
   */
  warm: oc.input(weights).output(z.void()),

  /** Layers with weights that are not a number or infinite, and how many: what the network says then means nothing, even where max pooling and ReLU hide them. */
  broken: oc.input(weights).output(z.array(z.object({ layer: z.string(), weights: count }))),

  /** Time of the forward pass of one picture a layer on this device, by itself: the median of several runs, milliseconds. */
  timings: oc.input(weights).output(
    z.object({
      device: z.enum(['cpu', 'cuda']),
      layers: z.array(z.object({ layer: z.string(), ms: z.number().nonnegative() })),
      /** The whole forward pass at once. */
      totalMs: z.number().nonnegative(),
    }),
  ),

  /**
   * Reads a picture, to be looked at with any network. Its record is at `lookUrl`: RGB, uint8 [256, 256, 3]. Errors: `bad-request` (not a
   * picture), `not-found`. `runId` says whose data set a `dataset` source means.
   */
  look: oc.input(z.object({ runId: RunId, source: LookSource })).output(
    z.object({
      lookId: LookId,
      /** The file's name. */
      name: z.string(),
      /** Its class, where it is from the data set. */
      label: z.string().nullable(),
    }),
  ),

  /**
   * What every layer gives for a picture. Parts, each for one layer: `tiles` uint8 [channels, height, width] (query `scale`: `layer`, the
   * default, or `channel`: from the lowest value at 1 to the highest at 255; 0 is not a number), `ranges` float32 [channels, 2] (lowest and highest), `channel` float32 [height,
   * width] of one `index`, `values` float32 [height, width, channels] or the layer's own shape.
   */
  activations: oc.input(weights.extend({ lookId: LookId })).output(
    z.object({
      inspectionId: InspectionId,
      /** All classes, most probable first; none where the weights are no numbers. */
      predictions: z.array(Prediction),
      layers: z.array(LayerActivations),
    }),
  ),

  /** The numbers behind one value of `activations`. A vector has `y` and `x` 0. */
  cell: oc
    .input(z.object({ inspectionId: InspectionId, layer: z.string(), channel: count, y: count, x: count }))
    .output(Cell),

  /**
   * The kernels of a convolution, by filter. Parts: `kernel` float32 [filters, height, width, in / groups], `tiles` uint8 of the same shape (query `scale`:
   * `layer` or `filter`; zero is at 128 in both, and 0 not a number), `filter` float32 [height, width, in / groups] of one `index`.
   */
  filters: oc.input(ofLayer).output(
    z.object({
      inspectionId: InspectionId,
      shape: z.tuple([count, count, count, count]),
      /** Euclidean length and bias a filter; null: not a number. */
      norms: z.array(z.number().nullable()),
      biases: z.array(z.number().nullable()),
      lowest: z.number().nullable(),
      highest: z.number().nullable(),
    }),
  ),

  /**
   * The first convolution's kernels as they were after each epoch; runs from before these were kept have none. `filterEpochUrl` gives those
   * of an epoch: float32 [filters, height, width, in / groups], biases left out.
   */
  filterEpochs: oc
    .input(z.object({ runId: RunId }))
    .output(z.object({ layer: z.string().nullable(), shape: z.array(count), epochs: z.array(count) })),

  /** Which units of a layer are dead and which are for a class, over a split. Part `class-means`: float32 [units, classes], mean of each picture's highest value. */
  selectivity: oc
    .input(ofLayer.extend({ split: Split.default('val') }))
    .output(work({ inspectionId: InspectionId, pictures: count, units: z.array(UnitFigures) })),

  /**
   * Why the network gives a class its score. Parts: `map` float32 of `shape` (see `ExplainMethod`), `pixels` float32 [height,
   * width, 3] where the method has colours (guided Grad-CAM, integrated gradients, SmoothGrad).
   */
  explain: oc
    .input(
      weights.extend({
        lookId: LookId,
        method: ExplainMethod,
        class: count,
        /** Grad-CAM: the layer whose maps are weighed; default the last one before its maps are pooled away. */
        layer: z.string().optional(),
      }),
    )
    .output(
      work({
        inspectionId: InspectionId,
        shape: z.tuple([count, count]),
        lowest: z.number(),
        highest: z.number(),
        /** The class's logit and probability for the picture. */
        logit: z.number(),
        probability: z.number(),
        /** Integrated gradients: the sum of all pixels' attributions, and the logit's rise from the baseline that it must equal (completeness). */
        completeness: z.object({ attributed: z.number(), rise: z.number() }).nullable(),
      }),
    ),

  /**
   * Finds, for all units of a layer in one pass over a split, the pictures that excite each most; kept on the disk with the checkpoint.
   * `done` says that `topPictures` has them.
   */
  findTopPictures: oc.input(ofLayer.extend({ split: Split.default('val') })).output(work({ units: count })),

  /** A page of units with their top-9, most exciting first; null where they have not been found yet. */
  topPictures: oc.input(ofLayer.extend({ split: Split.default('val'), ...page })).output(
    z
      .object({
        total: count,
        units: z.array(
          z.object({
            unit: count,
            pictures: z.array(
              z.object({
                picture: Picture,
                value: z.number(),
                /** Where on the record (256 × 256) the unit looks at its highest value; cut at the picture's edges. */
                patch: Area,
              }),
            ),
          }),
        ),
      })
      .nullable(),
  ),

  /** The picture that gradient ascent makes for a unit. Part `picture`: uint8 [height, width, 3]. */
  ascend: oc.input(ofLayer.extend({ unit: count, ...AscentOptions.shape })).output(
    work({
      inspectionId: InspectionId,
      shape: z.tuple([count, count, count]),
      /** The unit's value on the noise it began with, and on the picture. */
      before: z.number(),
      after: z.number(),
    }),
  ),

  /** How weights and updates went, an entry an epoch, oldest first; runs from before this was kept have none. */
  statistics: oc.input(z.object({ runId: RunId })).output(z.array(EpochStatistics)),

  /**
   * The last hidden layer's output for a split: all of its pictures, or 20,000 that are spread evenly over it (`evenPlace` says
   * which). Parts, rows in the order of the split: `pca` float32 [pictures, 2], `features` float32 [pictures,
   * units], `labels` and `predicted` int32 [pictures], `slots` int32 [pictures].
   */
  features: oc.input(weights.extend({ split: Split.default('val') })).output(
    work({
      inspectionId: InspectionId,
      layer: z.string(),
      pictures: count,
      /** Pictures of the whole split. */
      of: count,
      /** Share of the variance that each axis of the PCA has. */
      explained: z.tuple([z.number(), z.number()]),
    }),
  ),

  /**
   * For each picture of `features` the nearest ones among the others, which UMAP begins with. Parts: `nearest` int32 [pictures, count], itself first,
   * and `distances` float32 [pictures, count], Euclidean.
   */
  nearest: oc
    .input(z.object({ inspectionId: InspectionId, count: z.number().int().min(1).max(100) }))
    .output(work({ inspectionId: InspectionId })),

  /** The pictures of `features` whose output of that layer is nearest to a picture's, by Euclidean distance (paper, section 6.1). */
  neighbours: oc
    .input(z.object({ inspectionId: InspectionId, lookId: LookId, ...page }))
    .output(z.array(z.object({ picture: Picture, distance: z.number() }))),
};
