import type { LayerChain } from './net-spec.ts';
import { type TracedLayer, traceShapes, windowSize } from './trace-shapes.ts';
import { windowAxis } from './window.ts';

/**
 * Which pixels of the picture an element of a layer's output depends on. On each axis (`[height, width]`) the element
 * at position i sees the `size` pixels from `start + i · jump` on. Pixels outside of the picture are padding: `start`
 * may be negative and `size` larger than the picture. Near the border, padding inside the network may hide some of them.
 */
export interface ReceptiveField {
  readonly size: readonly [number, number];
  /** Pixels from one element's field to its neighbour's: the product of the strides so far; 0 after a dense layer. */
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

/**
 * Every layer with its shapes and its receptive field, in order. A window of m with stride s and p elements of padding in front makes
 * size + (m − 1) · jump, jump · s and start − p · jump. Flatten changes nothing: each unit keeps the field of the
 * element that it was. A dense layer sees all elements, like a window as large as the feature map.
 */
export function traceReceptiveFields(chain: LayerChain): LayerWithField[] {
  let height: AxisField = { size: 1, jump: 1, start: 0, elements: chain.input[0] };
  let width: AxisField = { size: 1, jump: 1, start: 0, elements: chain.input[1] };
  return traceShapes(chain).map((traced) => {
    height = throughLayer(height, traced, 0);
    width = throughLayer(width, traced, 1);
    const receptiveField: ReceptiveField = {
      size: [height.size, width.size],
      jump: [height.jump, width.jump],
      start: [height.start, width.start],
    };
    return { traced, receptiveField };
  });
}

function throughLayer(field: AxisField, traced: TracedLayer, axis: 0 | 1): AxisField {
  switch (traced.kind) {
    case 'window': {
      const m = windowSize(traced.layer)[axis];
      const s = traced.layer.stride[axis];
      const { output, padBefore } = windowAxis(field.elements, m, s, traced.layer.padding);
      return {
        size: field.size + (m - 1) * field.jump,
        jump: field.jump * s,
        start: field.start - padBefore * field.jump,
        elements: output,
      };
    }
    case 'dense':
      return {
        size: field.size + (field.elements - 1) * field.jump,
        jump: 0,
        start: field.start,
        elements: 1,
      };
    case 'flatten':
    case 'element-wise':
      return field;
  }
}
