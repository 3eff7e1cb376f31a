import type { CustomNet } from './custom-net.ts';
import type { LayerSpec } from './layer-spec.ts';
import type { HiddenActivation } from './layer-specs/common.ts';

/** The same network with another function in the place of every hidden activation (paper, section 3.1); the softmax at the end and linear layers stay. */
export function withActivation({ name, input, layers }: CustomNet, activation: HiddenActivation): CustomNet {
  return { name, input, layers: layers.map((layer) => replaced(layer, activation)) };
}

function replaced(layer: LayerSpec, activation: HiddenActivation): LayerSpec {
  if (!('activation' in layer) || layer.activation === undefined) return layer;
  return layer.activation === 'softmax' || layer.activation === 'linear' ? layer : { ...layer, activation };
}
