import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import { type LayerContext, type LayerEmitter, plainLayer, type Transformed } from '../layer-graph.ts';
import { type LayerNodes, layerNodes } from './layer-nodes.ts';

/** Dropout as a layer of its own. */
export const emitDropout: LayerEmitter<TracedOf<'dropout'>> = (context, { layer }, input) =>
  plainLayer(drop(context, layer.name, layer.rate, input));

/** Drops a whole picture's values, as it is done to the branch of a residual (Huang et al. 2016, section 3). */
export const emitStochasticDepth: LayerEmitter<TracedOf<'stochastic-depth'>> = (
  context,
  { layer, input: shape },
  input,
) => plainLayer(dropPictures(context, layer.name, layer.rate, input, shape.length));

/**
 * Zeroes each element with probability `rate` and scales the others by 1 / (1 − rate), so that nothing is to be done when the
 * network is used (paper, section 4.2, scales there instead). Which ones depends on the step's seed and the layer's name only. Nothing at all is added where the
 * context does not drop.
 */
export function drop(context: LayerContext, layer: string, rate: number, value: Ref): Transformed {
  return mask(context, layer, rate, value, (nodes) => nodes.shapeOf('dropout/shape', value));
}

/** The same with one draw a picture; `rank` is that of the value without the batch. */
function dropPictures(
  context: LayerContext,
  layer: string,
  rate: number,
  value: Ref,
  rank: number,
): Transformed {
  return mask(context, layer, rate, value, (nodes) =>
    nodes.batchOf('dropout/shape', value, new Array<number>(rank).fill(1)),
  );
}

function mask(
  context: LayerContext,
  layer: string,
  rate: number,
  value: Ref,
  maskShape: (nodes: LayerNodes) => Ref,
): Transformed {
  if (!context.training || !context.dropout || rate === 0) {
    return { output: value, backward: (gradient) => gradient };
  }
  const { graph, compute } = context;
  const nodes = layerNodes(context, layer);
  const floats = layerNodes(context, layer, 'float32');
  const salt = nodes.ints('dropout/salt', [saltOf(layer), 0]);
  const seed = nodes.add('AddV2', 'dropout/seed', [context.seed, salt], { T: attr.type('int32') });
  const uniform = nodes.add('StatelessRandomUniform', 'dropout/uniform', [maskShape(nodes), seed], {
    T: attr.type('int32'),
    Tseed: attr.type('int32'),
    dtype: attr.type('float32'),
  });
  const kept = floats.add('GreaterEqual', 'dropout/kept', [uniform, floats.number('dropout/rate', rate)]);
  const ones = graph.cast(nodes.at('dropout/mask_ones'), kept, 'bool', compute);
  const factors = nodes.add('Mul', 'dropout/mask', [ones, nodes.number('dropout/scale', 1 / (1 - rate))]);
  return {
    output: nodes.add('Mul', 'dropout/output', [value, factors]),
    backward: (gradient) => nodes.add('Mul', 'dropout/gradient', [gradient, factors]),
  };
}

/** A number for a layer's name, so that two layers do not drop the same units. */
function saltOf(name: string): number {
  let salt = 0;
  for (const character of name) salt = (Math.imul(salt, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return salt;
}
