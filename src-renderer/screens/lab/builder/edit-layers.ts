import {
  type LayerSpec,
  type LayerType,
  PICTURE,
  type UnnamedLayer,
} from '../../../../src-shared/nets/layer-spec.ts';
import { layerNamer } from '../../../../src-shared/nets/name-layers.ts';

type Layers = readonly LayerSpec[];

/** A layer with what it reads said in every case. */
type Linked = LayerSpec & { readonly inputs: readonly string[] };

/** Layers that join several others. */
const JOINS: ReadonlySet<LayerType> = new Set(['add', 'concatenate', 'multiply', 'matmul']);

/** Whether a layer of this type reads several others. */
export function isJoin(type: LayerType): boolean {
  return JOINS.has(type);
}

/**
 * Puts a new layer at `index`, behind the layer before that place: it reads that one, and what read that one there reads the new one. A layer that
 * joins two also reads the one before that. Its name is the next one that is free, in Keras' manner.
 */
export function insertLayer(layers: Layers, index: number, layer: UnnamedLayer): Layers {
  const linked = link(layers);
  // A name is what makes an unnamed layer a layer.
  const named = { ...layer, name: freeName(layers, layer) } as LayerSpec;
  return unlink(insertLinked(linked, index, { ...named, inputs: [] }));
}

/** Takes a layer out; what read it reads what it read first. */
export function removeLayer(layers: Layers, index: number): Layers {
  return unlink(removeLinked(link(layers), index));
}

/** Puts a layer like the one at `index` behind it. */
export function duplicateLayer(layers: Layers, index: number): Layers {
  const { name: _, inputs, ...layer } = link(layers)[index] ?? {};
  if (!inputs) return layers;
  // Without its name, a layer is an unnamed layer.
  const unnamed = layer as UnnamedLayer;
  const named = { ...unnamed, name: freeName(layers, unnamed) } as LayerSpec;
  return unlink(insertLinked(link(layers), index + 1, { ...named, inputs }));
}

/** Takes a layer out at `from` and puts it in again so that it is the one at `to`. */
export function moveLayer(layers: Layers, from: number, to: number): Layers {
  const linked = link(layers);
  const layer = linked[from];
  if (!layer || from === to || to < 0 || to >= layers.length) return layers;
  return unlink(insertLinked(removeLinked(linked, from), to, layer));
}

/** Puts another layer in the place of one; where its name is another, those that read it follow. */
export function replaceLayer(layers: Layers, index: number, layer: LayerSpec): Layers {
  const before = layers[index]?.name;
  const replaced = layers.with(index, layer);
  if (before === undefined || before === layer.name) return replaced;
  return replaced.map((other) =>
    other.inputs ? { ...other, inputs: swapped(other.inputs, before, layer.name) } : other,
  );
}

/** What the layer at `index` reads. */
export function inputsOf(layers: Layers, index: number): readonly string[] {
  return layers[index]?.inputs ?? [nameAt(layers, index - 1)];
}

/** Lets the layer at `index` read others. */
export function setInputs(layers: Layers, index: number, inputs: readonly string[]): Layers {
  return unlink(link(layers).map((layer, at) => (at === index ? { ...layer, inputs } : layer)));
}

/** Everything that the layer at `index` may read: the picture and the layers before it. */
export function readable(layers: Layers, index: number): string[] {
  return [PICTURE, ...layers.slice(0, index).map(({ name }) => name)];
}

function insertLinked(layers: readonly Linked[], index: number, layer: Linked): readonly Linked[] {
  const before = nameAt(layers, index - 1);
  const earlier = new Set(readable(layers, index));
  const others = layer.inputs.slice(1).filter((name) => earlier.has(name));
  const second = others.length > 0 ? others : isJoin(layer.type) ? [nameAt(layers, index - 2)] : [];
  const placed: Linked = { ...layer, inputs: [before, ...second] };
  // Where a branch ends here, what reads it stands further down.
  const isRead = layers[index]?.inputs.includes(before) ?? false;
  const behind = layers
    .slice(index)
    .map((other, at) =>
      isRead && at > 0 ? other : { ...other, inputs: swapped(other.inputs, before, layer.name) },
    );
  return [...layers.slice(0, index), placed, ...behind];
}

function removeLinked(layers: readonly Linked[], index: number): readonly Linked[] {
  const removed = layers[index];
  if (!removed) return layers;
  const [source = PICTURE] = removed.inputs;
  return layers
    .toSpliced(index, 1)
    .map((layer) => ({ ...layer, inputs: swapped(layer.inputs, removed.name, source) }));
}

function swapped(names: readonly string[], from: string, to: string): readonly string[] {
  return names.map((name) => (name === from ? to : name));
}

function link(layers: Layers): readonly Linked[] {
  return layers.map((layer, index) => ({ ...layer, inputs: inputsOf(layers, index) }));
}

/** Leaves the inputs out where they are the layer before alone. */
function unlink(layers: readonly Linked[]): Layers {
  return layers.map(({ inputs, ...layer }, index): LayerSpec => {
    const isNext = inputs.length === 1 && inputs[0] === nameAt(layers, index - 1);
    // Nothing but the inputs was taken away, and they are optional.
    return (isNext ? layer : { ...layer, inputs }) as LayerSpec;
  });
}

function nameAt(layers: Layers, index: number): string {
  return layers[index]?.name ?? PICTURE;
}

function freeName(layers: Layers, layer: UnnamedLayer): string {
  const taken = new Set(layers.map(({ name }) => name));
  const nextName = layerNamer();
  for (;;) {
    const name = nextName(layer);
    if (!taken.has(name)) return name;
  }
}
