import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr } from '../graph-builder.ts';
import { type LayerEmitter, plainLayer } from '../layer-graph.ts';
import { layerNodes } from './layer-nodes.ts';

/** Local response normalisation (paper, section 3.3), in float32 whatever the compute type, as any normalisation. */
export const emitLrn: LayerEmitter<TracedOf<'lrn'>> = (context, { layer }, input) => {
  const { toFloat, fromFloat } = layerNodes(context, layer.name);
  const nodes = layerNodes(context, layer.name, 'float32');
  const attrs = {
    depth_radius: attr.int(layer.radius),
    bias: attr.float(layer.bias),
    alpha: attr.float(layer.alpha),
    beta: attr.float(layer.beta),
  };
  const value = toFloat('input', input);
  const output = nodes.add('LRN', 'norm', [value], attrs);
  return plainLayer({
    output: fromFloat('norm_cast', output),
    backward: (gradient) => {
      const back = nodes.add(
        'LRNGrad',
        'gradient',
        [toFloat('gradient_float', gradient), value, output],
        attrs,
      );
      return fromFloat('gradient_cast', back);
    },
  });
};
