import type { LayerSpec } from '../layer-spec.ts';

/** A layer with all that it reads by name. */
export type ReadingLayer = LayerSpec & { readonly inputs: readonly string[] };

/**
 * Puts into one layer what Keras has in two, where nothing else reads the first: an activation behind batch normalisation or a sum, dropout behind a dense
 * layer, and the softmax behind the last one. The first one's name stays.
 */
export function foldLayers(layers: readonly ReadingLayer[]): ReadingLayer[] {
  const folded = new Map<string, ReadingLayer>();
  const renamed = new Map<string, string>();
  const readers = new Map<string, number>();
  for (const { inputs } of layers)
    for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);

  for (const [index, layer] of layers.entries()) {
    const inputs = layer.inputs.map((input) => renamed.get(input) ?? input);
    const [only = ''] = inputs;
    const before = (readers.get(layer.inputs[0] ?? '') ?? 0) === 1 ? folded.get(only) : undefined;
    const both = before && merge(before, layer, index === layers.length - 1);
    folded.set(both ? before.name : layer.name, both ?? { ...layer, inputs });
    if (both) renamed.set(layer.name, before.name);
  }
  return [...folded.values()];
}

function merge(before: ReadingLayer, layer: ReadingLayer, isLast: boolean): ReadingLayer | undefined {
  if (layer.type === 'dropout' && before.type === 'dense' && before.dropout === undefined)
    return { ...before, dropout: layer.rate };
  if (layer.type !== 'activation') return undefined;
  const { activation } = layer;
  if (activation === 'softmax') {
    const isOutput = isLast && before.type === 'dense' && before.activation === 'linear' && !before.dropout;
    return isOutput ? { ...before, activation } : undefined;
  }
  return (before.type === 'batch-norm' || before.type === 'add') && before.activation === undefined
    ? { ...before, activation }
    : undefined;
}
