import { PICTURE } from '../../../src-shared/nets/layer-spec.ts';
import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import { layerVariables } from '../../../src-shared/nets/variables.ts';
import { attr, type Ref } from './graph-builder.ts';
import type { EmittedLayer, Gradient, LayerContext } from './layer-graph.ts';
import { emitLayer } from './layers/emit-layer.ts';

/** A layer of the network with its nodes. */
export interface LayerInGraph {
  readonly traced: TracedLayer;
  readonly emitted: EmittedLayer;
}

/** Adds the layers of a network, each behind those that it reads. `pictures` are [batch, height, width, channels] of the compute type. */
export function emitLayers(
  context: LayerContext,
  layers: readonly TracedLayer[],
  pictures: Ref,
): LayerInGraph[] {
  const values = new Map([[PICTURE as string, pictures]]);
  return layers.map((traced) => {
    const [first = pictures, ...others] = traced.sources.map((source) => values.get(source) ?? pictures);
    const emitted = emitLayer(context, traced, first, ...others);
    values.set(traced.layer.name, emitted.output);
    return { traced, emitted };
  });
}

/**
 * Goes back through the layers from the last to the first, from the gradient by the output of the last one. What several layers read gets the sum of their gradients;
 * what no variable lies behind, the pictures first of all, gets none.
 */
export function emitGradients(
  { graph, scope, compute }: LayerContext,
  layers: readonly LayerInGraph[],
  gradient: Ref,
): Gradient[] {
  const learning = learningLayers(layers);
  const found = new Map<string, Ref[]>();
  const last = layers.at(-1)?.traced.layer.name;
  if (last) found.set(last, [gradient]);

  return layers.toReversed().flatMap(({ traced, emitted }) => {
    const { name } = traced.layer;
    const value = learning.has(name) ? sumOf(name, found.get(name) ?? []) : undefined;
    if (value === undefined) return [];
    const wanted = traced.sources.map((source) => learning.has(source));
    const back = emitted.backward(value, wanted);
    for (const [index, source] of traced.sources.entries()) {
      const byInput = wanted[index] ? back.inputs[index] : undefined;
      if (byInput !== undefined) found.set(source, [...(found.get(source) ?? []), byInput]);
    }
    return back.variables;
  });

  function sumOf(layer: string, gradients: readonly Ref[]): Ref | undefined {
    if (gradients.length < 2) return gradients[0];
    return graph.add('AddN', `${scope}/${layer}/output_gradient`, gradients, {
      T: attr.type(compute),
      N: attr.int(gradients.length),
    });
  }
}

/** Names of the layers whose output depends on a variable that is trained. */
function learningLayers(layers: readonly LayerInGraph[]): ReadonlySet<string> {
  const learning = new Set<string>();
  for (const { traced } of layers) {
    const learns = layerVariables(traced).some((variable) => variable.trainable);
    if (learns || traced.sources.some((source) => learning.has(source))) learning.add(traced.layer.name);
  }
  return learning;
}
