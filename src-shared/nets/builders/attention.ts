import type { LayerList } from './layer-list.ts';

/** Cuts a picture into patches of `side` × `side` pixels and gives each a vector: `[height / side, width / side, channels]`. */
export function embedPatches(list: LayerList, side: number, channels: number): string {
  return list.add({
    type: 'conv',
    filters: channels,
    kernel: [side, side],
    stride: [side, side],
    padding: 'valid',
    bias: true,
  });
}

/** Adds a dense layer with bias and no activation. */
export function project(list: LayerList, units: number, ...inputs: string[]): string {
  return list.add({ type: 'dense', units, activation: 'linear' }, ...inputs);
}

/**
 * Queries, keys and values of attention from one dense layer over `[…, tokens, channels]`, each `[…, heads, tokens, channels / heads]`.
 * `leading` is what stands before the tokens: nothing, or a number of windows.
 */
export function queriesKeysValues(
  list: LayerList,
  input: string,
  shape: readonly number[],
  heads: number,
): [queries: string, keys: string, values: string] {
  const leading = shape.slice(0, -2);
  const [tokens = 1, channels = 1] = shape.slice(-2);
  const all = project(list, 3 * channels, input);
  const part = (index: number): string => {
    list.add({ type: 'slice', axis: -1, begin: index * channels, size: channels }, all);
    list.add({ type: 'reshape', shape: [...leading, tokens, heads, channels / heads] });
    return swapHeads(list, leading.length);
  };
  return [part(0), part(1), part(2)];
}

/** `[…, heads, tokens, channels / heads]` of the layer before to `[…, tokens, channels]`. */
export function joinHeads(list: LayerList, shape: readonly number[]): string {
  swapHeads(list, shape.length - 2);
  return list.add({ type: 'reshape', shape });
}

/** Exchanges tokens and heads, which stand behind `leading` axes. */
function swapHeads(list: LayerList, leading: number): string {
  const axes = Array.from({ length: leading }, (_, axis) => axis);
  return list.add({ type: 'transpose', permutation: [...axes, leading + 1, leading, leading + 2] });
}

/** Two dense layers with GELU between them, four times as wide inside. */
export function widenAndNarrow(list: LayerList, channels: number): string {
  list.add({ type: 'dense', units: 4 * channels, activation: 'gelu' });
  return project(list, channels);
}
