import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { PICTURE } from '../../../src-shared/nets/layer-spec.ts';
import type { Topology } from '../../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { applyLayer } from './apply-layer.ts';
import type { EagerContext, EagerOutput } from './eager-layer.ts';

/**
 * A network as a function of its input [batch, height, width, channels]: applies layer by layer, as far as `until` where it is named, and gives what the last
 * of them gives.
 */
export function forwardPass(
  net: Topology,
): (context: Omit<EagerContext, 'logits'>, input: Tensor, until?: string) => EagerOutput {
  const layers = traceShapes(net);
  const logits = net.layers.at(-1)?.name ?? '';
  return (context, input, until) => {
    const values = new Map([[PICTURE, input]]);
    let last: EagerOutput = { output: input, linear: input };
    for (const traced of layers) {
      const inputs = traced.sources.flatMap((source) => values.get(source) ?? []);
      last = applyLayer({ ...context, logits }, traced, inputs);
      values.set(traced.layer.name, last.output);
      if (traced.layer.name === until) break;
    }
    return last;
  };
}
