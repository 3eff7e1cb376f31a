import { PICTURE } from '../layer-spec.ts';
import type { ImageShape, Topology } from '../net-spec.ts';
import { type TracedLayer, traceShapes } from '../trace-shapes.ts';

/**
 * How PyTorch holds a value: `channels-first` is a feature map `[batch, channels, height, width]`; `rows` is the order of axes that the network's description has;
 * a shape is a vector that was flattened from a feature map of that `[height, width, channels]` while it was channels-first.
 */
export type Layout = 'channels-first' | 'rows' | ImageShape;

/** A layer with the layouts that it wants its inputs in and gives its output in. */
export interface LaidOut {
  readonly traced: TracedLayer;
  /** One for each of the sources; where that differs from what the source gives, axes have to be moved before. */
  readonly wants: readonly Layout[];
  readonly gives: Layout;
}

/**
 * Layouts of all values. Convolutions, poolings and normalisation of feature maps work channels-first, what moves or mixes the last axis in rows, and what works on each
 * element by itself as it is given it. A flattened feature map stays in PyTorch's order where only dense layers read it, for their weights can follow.
 */
export function layOut(net: Topology): LaidOut[] {
  const layers = traceShapes(net);
  const layouts = new Map<string, Layout>([[PICTURE, 'channels-first']]);
  return layers.map((traced) => {
    const given = traced.sources.map((source) => layouts.get(source) ?? 'rows');
    const [wants, gives] = layoutsOf(traced, given[0] ?? 'rows', layers);
    layouts.set(traced.layer.name, gives);
    return { traced, wants: traced.sources.map(() => wants), gives };
  });
}

/** Whether two layouts are the same order of axes. */
export function isSameLayout(a: Layout, b: Layout): boolean {
  return String(a) === String(b);
}

function layoutsOf(
  traced: TracedLayer,
  given: Layout,
  layers: readonly TracedLayer[],
): [wants: Layout, gives: Layout] {
  const isMap = traced.input.length === 3;
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
    case 'lrn':
      return ['channels-first', 'channels-first'];
    case 'batch-norm':
      return isMap ? ['channels-first', 'channels-first'] : ['rows', 'rows'];
    case 'global-pool':
      if (!isMap) return ['rows', 'rows'];
      return ['channels-first', traced.layer.keepDims ? 'channels-first' : 'rows'];
    case 'activation':
      return traced.layer.activation === 'softmax' ? ['rows', 'rows'] : [given, given];
    case 'dropout':
    case 'stochastic-depth':
    case 'add':
    case 'multiply':
    case 'concatenate':
    case 'slice':
      return [given, given];
    case 'flatten': {
      const [height, width, channels] = traced.input;
      if (given !== 'channels-first' || !height || !width || !channels) return ['rows', 'rows'];
      // A feature map of one pixel has but one order.
      if (height * width === 1) return ['channels-first', 'rows'];
      return isOnlyForDense(traced.layer.name, layers)
        ? ['channels-first', [height, width, channels]]
        : ['rows', 'rows'];
    }
    case 'dense':
      return [typeof given === 'string' ? 'rows' : given, 'rows'];
    default:
      return ['rows', 'rows'];
  }
}

/** Whether a vector goes into dense layers alone, by way of what leaves its order as it is. */
function isOnlyForDense(name: string, layers: readonly TracedLayer[]): boolean {
  const readers = layers.filter(({ sources }) => sources.includes(name));
  return readers.every((reader) => {
    if (reader.type === 'dense') return true;
    const isElementWise =
      reader.type === 'dropout' ||
      reader.type === 'stochastic-depth' ||
      (reader.type === 'activation' && reader.layer.activation !== 'softmax');
    return isElementWise && isOnlyForDense(reader.layer.name, layers);
  });
}
