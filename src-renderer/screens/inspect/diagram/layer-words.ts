import type { LayerSpec } from '../../../../src-shared/nets/layer-spec.ts';

/** Families of layers that are told apart by colour. */
export type LayerFamily = 'picture' | 'conv' | 'pool' | 'dense' | 'other';

export function layerFamily({ type }: LayerSpec): LayerFamily {
  if (type === 'conv' || type === 'depthwise-conv') return 'conv';
  if (type.endsWith('-pool')) return 'pool';
  return type === 'dense' ? 'dense' : 'other';
}

/** A layer in few words: `Conv 11 × 11`, `Max pool 3 × 3`, `Dense`, `Layer norm`. */
export function layerTitle(layer: LayerSpec): string {
  switch (layer.type) {
    case 'conv':
      return `Conv ${layer.kernel.join(' × ')}`;
    case 'depthwise-conv':
      return `Depthwise ${layer.kernel.join(' × ')}`;
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return `${sentence(layer.type)} ${layer.size.join(' × ')}`;
    case 'global-pool':
      return `Global ${layer.mode}`;
    case 'batch-norm':
      return 'Batch norm';
    case 'lrn':
      return 'Local response';
    default:
      return sentence(layer.type);
  }
}

function sentence(type: string): string {
  const words = type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
