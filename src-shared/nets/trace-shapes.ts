import { AppError } from '../errors.ts';
import { type LayerOf, type LayerSpec, type LayerType, PICTURE } from './layer-spec.ts';
import type { FlatShape, ImageShape, TensorShape, Topology } from './net-spec.ts';
import { classTokenOutput, learnedAddOutput, windowScoresOutput } from './shapes/attention-shapes.ts';
import { addOutput, concatenateOutput, matmulOutput, multiplyOutput } from './shapes/join-shapes.ts';
import {
  flattenOutput,
  reshapeOutput,
  rollOutput,
  sliceOutput,
  transposeOutput,
} from './shapes/rearranged-shapes.ts';
import { pictureInto, shapeError } from './shapes/shape-error.ts';
import { globalPoolOutput, type WindowLayer, windowOutput } from './shapes/window-shapes.ts';

/** What maps a feature map to a feature map. */
type PictureType = WindowLayer['type'] | 'lrn';

/** A layer of type T with the shapes that flow in and out, without the batch. */
interface Traced<T extends LayerType> {
  /** That of the layer; here so that TypeScript narrows layer and shapes together. */
  readonly type: T;
  readonly layer: LayerOf<T>;
  /** Names of the layers it reads, `picture` for the network's input; one for each of `inputs`. */
  readonly sources: readonly string[];
  readonly inputs: readonly TensorShape[];
  /** The first of `inputs`, for most layers the only one. */
  readonly input: T extends PictureType ? ImageShape : TensorShape;
  readonly output: T extends PictureType ? ImageShape : T extends 'flatten' ? FlatShape : TensorShape;
}

/** A layer with the shapes that flow in and out; `type` tells which. */
export type TracedLayer = { [T in LayerType]: Traced<T> }[LayerType];

/** One member of the union: `TracedOf<'conv'>`, `TracedOf<'max-pool' | 'min-pool'>`. */
export type TracedOf<T extends LayerType> = Extract<TracedLayer, { type: T }>;

/**
 * Follows the shape of a picture through the layers.
 * Throws `bad-request` naming the first layer that reads one that is not there, reads too few or too many, or cannot take a shape it is given.
 */
export function traceShapes({ input, layers }: Topology): TracedLayer[] {
  const shapes = new Map<string, TensorShape>([[PICTURE, input]]);
  let before = PICTURE;
  return layers.map((layer) => {
    const traced = traceLayer(layer, layer.inputs ?? [before], shapes);
    shapes.set(layer.name, traced.output);
    before = layer.name;
    return traced;
  });
}

/** One layer, given the shapes of what it may read by name. Throws `bad-request` as `traceShapes` does. */
export function traceLayer(
  layer: LayerSpec,
  sources: readonly string[],
  shapes: ReadonlyMap<string, TensorShape>,
): TracedLayer {
  const inputs = sources.map((source) => shapeOf(source, layer, shapes));
  checkCount(layer, inputs.length);
  const output = outputShape(layer, inputs);
  // `outputShape` has checked that the shapes are those that the type promises.
  return { type: layer.type, layer, sources, inputs, input: inputs[0], output } as TracedLayer;
}

function shapeOf(source: string, layer: LayerSpec, shapes: ReadonlyMap<string, TensorShape>): TensorShape {
  const shape = shapes.get(source);
  if (!shape) {
    throw new AppError(
      'bad-request',
      `Layer ${layer.name} reads ${source}, and no layer before it has that name: name one that comes earlier, or "${PICTURE}".`,
    );
  }
  return shape;
}

/** How many layers a layer reads. */
function checkCount(layer: LayerSpec, count: number): void {
  switch (layer.type) {
    case 'add':
    case 'concatenate':
      if (count < 2) throw shapeError(layer, 'joins two or more layers but reads one: name the others.');
      return;
    case 'multiply':
    case 'matmul':
      if (count !== 2) throw shapeError(layer, `multiplies two layers but reads ${count}: name two.`);
      return;
    default:
      if (count !== 1)
        throw shapeError(layer, `reads ${count} layers but can read one: join them by a layer before it.`);
  }
}

function outputShape(layer: LayerSpec, inputs: readonly TensorShape[]): TensorShape {
  const [input = [], second = []] = inputs;
  switch (layer.type) {
    case 'conv':
    case 'depthwise-conv':
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return windowOutput(layer, input);
    case 'global-pool':
      return globalPoolOutput(layer, input);
    case 'lrn':
      return pictureInto(layer, input);
    case 'batch-norm':
    case 'layer-norm':
    case 'activation':
    case 'dropout':
    case 'stochastic-depth':
      return input;
    case 'dense':
      return input.with(-1, layer.units);
    case 'learned-add':
      return learnedAddOutput(layer, input);
    case 'class-token':
      return classTokenOutput(layer, input);
    case 'relative-position-bias':
    case 'window-mask':
      return windowScoresOutput(layer, input);
    case 'add':
      return addOutput(layer, inputs);
    case 'multiply':
      return multiplyOutput(layer, input, second);
    case 'concatenate':
      return concatenateOutput(layer, inputs);
    case 'matmul':
      return matmulOutput(layer, input, second);
    case 'flatten':
      return flattenOutput(layer, input);
    case 'reshape':
      return reshapeOutput(layer, input);
    case 'transpose':
      return transposeOutput(layer, input);
    case 'slice':
      return sliceOutput(layer, input);
    case 'roll':
      return rollOutput(layer, input);
  }
}
