import { z } from 'zod';
import { AscentOptions, ExplainMethod } from '../../src-shared/contract/inspect-answers.ts';
import { ERROR_CODES } from '../../src-shared/errors.ts';
import { ExportFormatName, ExportOptions, ExportProof } from '../../src-shared/export-formats.ts';
import { EpochFigures, Evaluation, StepPoint } from '../../src-shared/figures.ts';
import { Precision, Recipe } from '../../src-shared/recipe.ts';

/** Rises with every change of the messages below, so that a program and an engine of different versions refuse each other. */
export const PROTOCOL_VERSION = 5;

/** Height, width, channels and bytes of a record: one decoded picture, uint8, rows first, RGB. */
export const RECORD = { height: 256, width: 256, channels: 3, bytes: 256 * 256 * 3 } as const;

/** Pictures of one split: `slots[i]` is the record's place in the cache, `checksums[i]` its CRC-32, `labels[i]` its class. */
export const Samples = z.object({
  slots: z.instanceof(Int32Array),
  labels: z.instanceof(Int32Array),
  checksums: z.instanceof(Uint32Array),
});
export type Samples = z.infer<typeof Samples>;

/** What a checkpoint file is for and where in the run it was taken; travels inside the file too. */
export const Position = z.object({
  /** Epochs completed, and steps taken of the one after it. `step` counts all steps of the run. */
  epoch: z.number().int().nonnegative(),
  stepInEpoch: z.number().int().nonnegative(),
  step: z.number().int().nonnegative(),
});
export type Position = z.infer<typeof Position>;

const records = z.object({ recordsFile: z.string() });

/** Weights in a safetensors file and what they are the weights of. */
export const Model = z.object({
  checkpoint: z.string(),
  net: Recipe.shape.net,
  classes: z.array(z.string()),
  precision: Recipe.shape.precision,
});

export type Model = z.infer<typeof Model>;

export const Job = z.discriminatedUnion('kind', [
  records.extend({
    kind: z.literal('train'),
    /** Checkpoints are written to `<runFolder>/checkpoints`. */
    runFolder: z.string(),
    classes: z.array(z.string()).min(2),
    recipe: Recipe,
    train: Samples,
    val: Samples,
    test: Samples,
    /** Checkpoints to go on from, newest first: a damaged one is passed over for the next. Empty: start anew. */
    resumeFrom: z.array(z.string()),
    /** The best checkpoint so far and its figures, when going on. */
    best: z.object({ checkpoint: z.string(), top1: z.number(), loss: z.number() }).nullable(),
    /** Weights of another run to start from. */
    startFrom: z.string().nullable(),
  }),
  records.extend({
    kind: z.literal('evaluate'),
    model: Model,
    samples: Samples,
    split: Evaluation.shape.split,
    views: Evaluation.shape.views,
    /** Where what it said of each picture is written; see predictions-file.ts. */
    predictionsFile: z.string(),
  }),
  /** Stays up and answers `classify` messages until its channel is closed. */
  z.object({ kind: z.literal('classify'), model: Model }),
  /** Stays up and answers `inspect` messages, several at a time, until its channel is closed. Computes in float32. */
  z.object({ kind: z.literal('inspect'), model: Model }),
  /**
   * Writes the network to `out`, a file or folder that is not there yet, as its format has it. With `proof` it is loaded again by its own runtime and kept
   * only where both give the same probabilities: for pictures of the records, or for noise where there are none.
   */
  z.object({
    kind: z.literal('export'),
    model: Model,
    format: ExportFormatName,
    options: ExportOptions,
    out: z.string(),
    proof: z.union([records.extend({ samples: Samples }), z.literal('noise')]).nullable(),
  }),
  /** Brings weights of another program into a safetensors file `out`, for a network with so many classes. */
  z.object({
    kind: z.literal('read-weights'),
    file: z.string(),
    net: Recipe.shape.net,
    classes: z.number().int().min(2),
    out: z.string(),
  }),
  /** Finds out with which batch a step of a recipe fits into memory. */
  z.object({ kind: z.literal('fit-batch'), recipe: Recipe, classes: z.number().int().min(2) }),
  z.object({ kind: z.literal('probe') }),
  z.object({
    kind: z.literal('bench'),
    net: Recipe.shape.net,
    classes: z.number().int().min(2),
    batch: z.number().int().positive(),
    precision: Precision,
    mode: Recipe.shape.mode,
    steps: z.number().int().min(1),
  }),
]);
export type Job = z.infer<typeof Job>;

const layer = z.string();
/** uint8 [256, 256, 3] */
const record = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const ofSplit = records.extend({ samples: Samples });

/** Numbers as they travel; row-major. */
export const Tensor = z.object({
  shape: z.array(z.number().int().nonnegative()),
  data: z.custom<Float32Array | Int32Array | Uint8Array>(
    (value) => value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint8Array,
  ),
});
export type Tensor = z.infer<typeof Tensor>;

/** What an `inspect` job can be asked; its answer's tensors and figures by their names. */
export const Ask = z.discriminatedUnion('kind', [
  /** `ms` [layers]; `total`. */
  z.object({ kind: z.literal('time') }),
  /** By layer, how many of its weights are not a number or infinite; only those that have such. */
  z.object({ kind: z.literal('broken') }),
  /** Each layer's output by its name, without the batch, the last one's being logits; and `picture`, the normalised pixels. */
  z.object({ kind: z.literal('activations'), record }),
  /** What `UnitScan` gives of a layer over a split. */
  ofSplit.extend({ kind: z.literal('scan'), layer }),
  /** `features` [pictures, units] of a layer, `predicted` int32 [pictures], `pca` [pictures, 2]; `first` and `second`: the axes' shares of the variance. */
  ofSplit.extend({ kind: z.literal('features'), layer }),
  /** Of the rows of `features` [pictures, units]: `nearest` int32 [pictures, count], itself first, and `distances` [pictures, count], Euclidean. */
  z.object({ kind: z.literal('nearest'), features: Tensor, count: z.number().int().positive() }),
  /** `map` [height, width], and `pixels` [height, width, 3] where the method has colours; `logit`, `probability`, and of integrated gradients `attributed` and `rise`. */
  z.object({
    kind: z.literal('explain'),
    record,
    method: ExplainMethod,
    class: z.number().int().nonnegative(),
    layer: layer.optional(),
  }),
  /** `picture` uint8 [height, width, 3]; `before` and `after`. */
  AscentOptions.extend({ kind: z.literal('ascend'), layer, unit: z.number().int().nonnegative() }),
]);
export type Ask = z.infer<typeof Ask>;

export const Answer = z.object({
  tensors: z.record(z.string(), Tensor),
  figures: z.record(z.string(), z.number()),
});
export type Answer = z.infer<typeof Answer>;

/** Messages to the engine process. */
export const ToEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), version: z.literal(PROTOCOL_VERSION), job: Job }),
  /** Train: finish the step, save a checkpoint, end. Others: end. */
  z.object({ type: z.literal('stop') }),
  /** `records`: whole records one after the other. */
  z.object({ type: z.literal('classify'), request: z.number().int(), records: z.instanceof(Uint8Array) }),
  z.object({ type: z.literal('inspect'), request: z.number().int(), ask: Ask }),
  /** Gives an `inspect` request up. */
  z.object({ type: z.literal('cancel'), request: z.number().int() }),
]);
export type ToEngine = z.infer<typeof ToEngine>;

/** A checkpoint that is on the disk: written, fsynced, renamed. `figures`: what the choice of the best goes by. */
export const SavedCheckpoint = z.object({
  file: z.string(),
  bytes: z.number().int().nonnegative(),
  position: Position,
  isBest: z.boolean(),
  figures: z.object({ top1: z.number(), loss: z.number() }).nullable(),
});
export type SavedCheckpoint = z.infer<typeof SavedCheckpoint>;

/** Messages from the engine process. `trained`, `evaluated`, `exported`, `weights-read`, `benched` or `failed` is the last of a job (`hello` of a probe, the largest `fits` of a `fit-batch`), after which the process ends by itself. */
export const FromEngine = z.discriminatedUnion('type', [
  /** TensorFlow is loaded and the job accepted. */
  z.object({
    type: z.literal('hello'),
    version: z.literal(PROTOCOL_VERSION),
    tensorflow: z.string(),
    device: z.enum(['cpu', 'cuda']),
    devices: z.array(z.string()),
    /** What `auto` comes to on this device. */
    precision: Precision,
  }),
  /** The train job begins (or goes on) behind this position; points of later steps that an earlier sitting gave are void. */
  z.object({
    type: z.literal('training'),
    position: Position,
    precision: Precision,
    stepsPerEpoch: z.number().int().positive(),
    /** Sentences for the log and the user, such as "checkpoint X was damaged, went on from Y". */
    notes: z.array(z.string()),
  }),
  z.object({ type: z.literal('phase'), phase: z.enum(['training', 'validating', 'saving', 'testing']) }),
  z.object({ type: z.literal('steps'), points: z.array(StepPoint) }),
  z.object({ type: z.literal('epoch'), figures: EpochFigures }),
  z.object({ type: z.literal('checkpoint'), checkpoint: SavedCheckpoint }),
  z.object({
    type: z.literal('trained'),
    outcome: z.enum(['completed', 'stopped']),
    /** Figures of the best checkpoint on the test split; null when stopped or when there is none. */
    test: Evaluation.nullable(),
  }),
  /** A step of so many pictures fits into memory. */
  z.object({ type: z.literal('fits'), batch: z.number().int().positive() }),
  /** Pictures of the split that are done. */
  z.object({ type: z.literal('evaluating'), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('evaluated'), evaluation: Evaluation }),
  /** `probabilities`: [records, classes], rows first. */
  z.object({
    type: z.literal('classified'),
    request: z.number().int(),
    probabilities: z.instanceof(Float32Array),
  }),
  z.object({ type: z.literal('inspecting'), request: z.number().int(), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('inspected'), request: z.number().int(), answer: Answer }),
  /** The request failed; the job goes on. */
  z.object({
    type: z.literal('not-inspected'),
    request: z.number().int(),
    code: z.enum(ERROR_CODES),
    message: z.string(),
  }),
  /** `writing`: bytes of weights; `proving`: pictures. */
  z.object({
    type: z.literal('exporting'),
    phase: z.enum(['writing', 'proving']),
    done: z.number(),
    total: z.number(),
  }),
  /** `left`: variables that the file has nothing for, because it has another number of classes. */
  z.object({ type: z.literal('weights-read'), tensors: z.number(), left: z.array(z.string()) }),
  z.object({ type: z.literal('exported'), bytes: z.number(), proof: ExportProof.nullable() }),
  z.object({
    type: z.literal('benched'),
    ms: z.number(),
    imagesPerSecond: z.number(),
    /** Achieved FLOP/s of the step over that of a 4096³ matrix product of the same precision in this process, 0..1. */
    flopsShare: z.number(),
    /** A forward pass of the batch, and of one picture. */
    forwardMs: z.number(),
    latencyMs: z.number(),
    /** From the network's spec to a session that can run. */
    buildMs: z.number(),
    /** Most memory that the process had after the training steps. */
    peakMemoryBytes: z.number(),
    /** Median time of the last tenth of the steps over that of the first, and by how much the memory grew between them. */
    drift: z.number(),
    grownBytes: z.number(),
  }),
  z.object({ type: z.literal('failed'), code: z.enum(ERROR_CODES), message: z.string() }),
]);
export type FromEngine = z.infer<typeof FromEngine>;
