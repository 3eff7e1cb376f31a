import { AppError } from '../errors.ts';
import { IMAGENET_INPUT, LARGEST_EDGE, type Preprocessing, RECORD_INPUT } from '../own-classifier.ts';
import type { OnnxModel, OnnxValue } from './examine-onnx.ts';

/** What can be said of a model as a classifier of pictures before a person has set anything. */
export interface ClassifierGuess {
  readonly preprocessing: Preprocessing;
  /** Number of classes; null where the model leaves it open. */
  readonly classes: number | null;
  /** From the file's own metadata; null where it has none that fit. */
  readonly labels: readonly string[] | null;
}

const [FLOAT, UINT8, FLOAT16] = [1, 2, 10];

/**
 * Takes a model for a classifier of pictures: one input [n, 3, side, side] or [n, side, side, 3], one output with a score a class. Errors: `bad-request`
 * that says what it is instead.
 */
export function classifierOf(model: OnnxModel): ClassifierGuess {
  const [input, second] = model.inputs;
  const [output] = model.outputs;
  if (!input || second) {
    throw new AppError(
      'bad-request',
      `The model takes in ${model.inputs.length} things (${model.inputs.map(({ name }) => name).join(', ')}); a classifier of pictures takes in one.`,
    );
  }
  if (!output) throw new AppError('bad-request', 'The model gives nothing.');
  if (![FLOAT, UINT8, FLOAT16].includes(input.element)) {
    throw new AppError(
      'bad-request',
      `The model's input ${input.name} is of a type that pictures are not: float32, float16 or uint8 is.`,
    );
  }
  const shape = inputShape(input);
  const classes = output.dims?.at(-1) ?? null;
  const isOurs = input.element === UINT8;
  const preprocessing: Preprocessing = {
    ...(isOurs ? RECORD_INPUT : IMAGENET_INPUT),
    ...(shape && {
      layout: shape.layout,
      crop: shape.side,
      // 256 for 224, and in the same proportion for others.
      edge: isOurs ? Math.max(256, shape.side) : Math.min(LARGEST_EDGE, Math.round((shape.side * 8) / 7)),
    }),
    output: model.lastOperator === 'Softmax' ? 'probabilities' : 'scores',
  };
  return { preprocessing, classes, labels: labelsOf(model.metadata, classes) };
}

function inputShape({ name, dims }: OnnxValue): { layout: Preprocessing['layout']; side: number } | null {
  if (dims === null) return null;
  const [, second, third, fourth] = dims;
  const layout = second === 3 ? 'nchw' : 'nhwc';
  const [height, width] = layout === 'nchw' ? [third, fourth] : [second, third];
  if (dims.length !== 4 || (layout === 'nhwc' && fourth !== 3)) {
    throw new AppError(
      'bad-request',
      `The model's input ${name} has the shape [${dims.map((size) => size ?? '?').join(', ')}]; a classifier of pictures takes [n, 3, side, side] or [n, side, side, 3].`,
    );
  }
  if (height == null || width == null) return { layout, side: IMAGENET_INPUT.crop };
  if (height !== width || height > LARGEST_EDGE) {
    throw new AppError(
      'bad-request',
      `The model takes pictures of ${height} × ${width}; squares of up to ${LARGEST_EDGE} are given here.`,
    );
  }
  return { layout, side: height };
}

/** Names under which exporters put the classes. */
const LABEL_KEYS = ['labels', 'classes', 'class_names', 'names'];

function labelsOf(metadata: ReadonlyMap<string, string>, classes: number | null): string[] | null {
  for (const key of LABEL_KEYS) {
    const text = metadata.get(key);
    const labels = text === undefined ? [] : parseLabels(text);
    if (labels.length > 0 && (classes === null || labels.length === classes)) return labels;
  }
  return null;
}

/** Labels of a file: a JSON list or object by number, or a line each. */
export function parseLabels(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed.map(String);
    if (typeof parsed === 'object' && parsed !== null) {
      return Object.entries(parsed)
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, label]) => String(label));
    }
  } catch {
    // No JSON: lines.
  }
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
