import { AppError } from '../errors.ts';
import { formatCount } from './format-number.ts';
import { layerActivationBytes, layerMultiplyAdds, layerParameters } from './layer-cost.ts';
import type { TracedLayer } from './trace-shapes.ts';

/** What no network may exceed: seven times VGG-16's parameters, five times ViT-B/16's activations, 57 times its multiply-adds. */
const LIMITS: readonly { readonly most: number; readonly of: string; count(layer: TracedLayer): number }[] = [
  { most: 1e9, of: 'parameters', count: countParameters },
  { most: 1e9, of: 'bytes of activations a picture', count: layerActivationBytes },
  { most: 1e12, of: 'multiply-adds a picture', count: layerMultiplyAdds },
];

/** Throws `bad-request` naming the layer with which a network becomes larger than any machine that this program is meant for could train. */
export function checkSize(layers: readonly TracedLayer[]): void {
  const totals = LIMITS.map(() => 0);
  for (const traced of layers) {
    for (const [index, { most, of, count }] of LIMITS.entries()) {
      const total = (totals[index] ?? 0) + count(traced);
      totals[index] = total;
      // Not `total > most`: sizes of a monstrous network may be infinite, and their products no number.
      if (total <= most) continue;
      throw new AppError(
        'bad-request',
        `With layer ${traced.layer.name} the network has more than ${formatCount(most)} ${of}: make it, or a layer before it, smaller.`,
      );
    }
  }
}

function countParameters(layer: TracedLayer): number {
  const { trainable, nonTrainable } = layerParameters(layer);
  return trainable + nonTrainable;
}
