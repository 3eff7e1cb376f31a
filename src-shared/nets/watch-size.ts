import { formatCount } from './format-number.ts';
import { layerActivationBytes, layerMultiplyAdds, layerParameters } from './layer-cost.ts';
import type { TracedLayer } from './trace-shapes.ts';

/** What no network may exceed: seven times VGG-16's parameters, five times ViT-B/16's activations, 57 times its multiply-adds. */
const LIMITS: readonly { readonly most: number; readonly of: string; count(layer: TracedLayer): number }[] = [
  { most: 1e9, of: 'parameters', count: countParameters },
  { most: 1e9, of: 'bytes of activations a picture', count: layerActivationBytes },
  { most: 1e12, of: 'multiply-adds a picture', count: layerMultiplyAdds },
];

/**
 * Watches a network grow, layer after layer, and says once with which layer it becomes larger than any machine that this program is meant
 * for could train; null for all others.
 */
export function watchSize(): (layer: TracedLayer) => string | null {
  const totals = LIMITS.map(() => 0);
  let isTooLarge = false;
  return (layer) => {
    const passed = LIMITS.find(({ most, count }, index) => {
      const total = (totals[index] ?? 0) + count(layer);
      totals[index] = total;
      // Not `total > most`: sizes of a monstrous network may be infinite, and their products no number.
      return !(total <= most);
    });
    if (!passed || isTooLarge) return null;
    isTooLarge = true;
    return `With layer ${layer.layer.name} the network has more than ${formatCount(passed.most)} ${passed.of}: make it, or a layer before it, smaller.`;
  };
}

function countParameters(layer: TracedLayer): number {
  const { trainable, nonTrainable } = layerParameters(layer);
  return trainable + nonTrainable;
}
