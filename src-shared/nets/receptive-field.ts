import { PICTURE } from './layer-spec.ts';
import type { TensorShape, Topology } from './net-spec.ts';
import { type WindowLayer, windowSize } from './shapes/window-shapes.ts';
import { type TracedLayer, type TracedOf, traceShapes } from './trace-shapes.ts';
import { windowAxis } from './window.ts';

/**
 * Which pixels of the picture an element of a layer's output depends on. On each axis (`[height, width]`) the element
 * at position i sees the `size` pixels from `start + i · jump` on. Pixels outside of the picture are padding: `start`
 * may be negative and `size` larger than the picture. Near the border, padding inside the network may hide some of them.
 */
export interface ReceptiveField {
  readonly size: readonly [number, number];
  /** Pixels from one element's field to its neighbour's: the product of the strides so far; 0 where every element sees the same. */
  readonly jump: readonly [number, number];
  readonly start: readonly [number, number];
}

export interface LayerWithField {
  readonly traced: TracedLayer;
  readonly receptiveField: ReceptiveField;
}

interface AxisField {
  readonly size: number;
  readonly jump: number;
  readonly start: number;
  /** Elements of the feature map on this axis. */
  readonly elements: number;
}

/** The fields of a tensor's elements. */
interface Fields {
  readonly height: AxisField;
  readonly width: AxisField;
  /** Whether the first two axes still are height and width; of tokens and vectors each element has its field, but not in that order. */
  readonly isMap: boolean;
}

/**
 * Every layer with its shapes and its receptive field, in order. A window of m with stride s and p elements of padding in front makes
 * size + (m − 1) · jump, jump · s and start − p · jump. A layer with several inputs sees what they see together. Flatten changes nothing: each
 * unit keeps the field of the element that it was. A dense layer on a vector, global pooling and attention see all elements, like a window as large
 * as the feature map; so does what moves elements to other places.
 */
export function traceReceptiveFields(net: Topology): LayerWithField[] {
  const [height, width] = net.input;
  const picture = { height: pixelsOf(height), width: pixelsOf(width), isMap: true };
  const known = new Map<string, Fields>([[PICTURE, picture]]);
  return traceShapes(net).map((traced) => {
    const inputs = traced.sources.map((source) => known.get(source) ?? picture);
    const fields = throughLayer(together(inputs), traced);
    known.set(traced.layer.name, fields);
    const receptiveField: ReceptiveField = {
      size: [fields.height.size, fields.width.size],
      jump: [fields.height.jump, fields.width.jump],
      start: [fields.height.start, fields.width.start],
    };
    return { traced, receptiveField };
  });
}

function pixelsOf(elements: number): AxisField {
  return { size: 1, jump: 1, start: 0, elements };
}

/** What several inputs see together: the smallest span around all of their fields. */
function together(inputs: readonly Fields[]): Fields {
  return {
    height: spanOf(inputs.map(({ height }) => height)),
    width: spanOf(inputs.map(({ width }) => width)),
    isMap: inputs.every(({ isMap }) => isMap),
  };
}

function spanOf(fields: readonly AxisField[]): AxisField {
  const [first = pixelsOf(1)] = fields;
  const isAlike = fields.every(({ jump, elements }) => jump === first.jump && elements === first.elements);
  const spans = isAlike ? fields : fields.map(allOf);
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.start + span.size));
  return { size: end - start, jump: isAlike ? first.jump : 0, start, elements: first.elements };
}

function throughLayer(fields: Fields, traced: TracedLayer): Fields {
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return {
        ...fields,
        height: throughWindow(fields.height, traced.layer, 0),
        width: throughWindow(fields.width, traced.layer, 1),
      };
    case 'dense':
      return traced.input.length === 1 ? everything(fields) : fields;
    case 'global-pool':
    case 'matmul':
      return everything(fields);
    case 'flatten':
      return { ...fields, isMap: false };
    case 'reshape':
      return throughReshape(fields, traced);
    case 'transpose':
      return moves(fields, traced.layer.permutation[0] === 0 && traced.layer.permutation[1] === 1);
    case 'roll':
      return moves(fields, !traced.layer.axes.some((axis) => axis < 2));
    case 'concatenate':
      return moves(fields, axisOf(traced.layer.axis, traced.output) >= 2);
    case 'slice':
      return throughSlice(fields, traced);
    default:
      return fields;
  }
}

function throughWindow(field: AxisField, layer: WindowLayer, axis: 0 | 1): AxisField {
  const m = windowSize(layer)[axis];
  const s = layer.stride[axis];
  const { output, padBefore } = windowAxis(field.elements, m, s, layer.padding);
  return {
    size: field.size + (m - 1) * field.jump,
    jump: field.jump * s,
    start: field.start - padBefore * field.jump,
    elements: output,
  };
}

/** Height and width may stay in front, or become tokens or a vector; what is cut up otherwise counts as seeing everything. */
function throughReshape(fields: Fields, { input, output }: TracedOf<'reshape'>): Fields {
  if (output.length < 3) return { ...fields, isMap: false };
  return moves(fields, input[0] === output[0] && input[1] === output[1]);
}

function throughSlice(fields: Fields, { layer, input }: TracedOf<'slice'>): Fields {
  const axis = axisOf(layer.axis, input);
  if (!fields.isMap || axis > 1) return fields;
  const cut = (field: AxisField): AxisField => ({
    ...field,
    start: field.start + layer.begin * field.jump,
    elements: layer.size,
  });
  return axis === 0 ? { ...fields, height: cut(fields.height) } : { ...fields, width: cut(fields.width) };
}

/** A feature map stays one where each element keeps its place. */
function moves(fields: Fields, isInPlace: boolean): Fields {
  return fields.isMap && isInPlace ? fields : everything(fields);
}

function everything(fields: Fields): Fields {
  return { ...fields, height: allOf(fields.height), width: allOf(fields.width) };
}

function allOf({ size, jump, start, elements }: AxisField): AxisField {
  return { size: size + (elements - 1) * jump, jump: 0, start, elements: 1 };
}

function axisOf(axis: number, shape: TensorShape): number {
  return axis < 0 ? axis + shape.length : axis;
}
