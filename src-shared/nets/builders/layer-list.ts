import type { LayerSpec, UnnamedLayer } from '../layer-spec.ts';
import { layerNamer } from '../name-layers.ts';

/** A network in the making: what is added is named at once, so that later layers can read it. */
export interface LayerList {
  readonly layers: readonly LayerSpec[];
  /** Adds a layer that reads `inputs`, or the one before where there are none, and gives back its name. */
  add(layer: UnnamedLayer, ...inputs: string[]): string;
}

/** An empty list; names are Keras'. */
export function layerList(): LayerList {
  const layers: LayerSpec[] = [];
  const nextName = layerNamer();
  return {
    layers,
    add(layer, ...inputs) {
      const name = nextName(layer);
      layers.push({ ...layer, name, ...(inputs.length > 0 && { inputs }) });
      return name;
    },
  };
}
