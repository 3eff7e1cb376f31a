import type { Topology } from '../net-spec.ts';
import { isCustomLayer } from './keras-layer.ts';
import { kerasLayers } from './keras-layers.ts';

/**
 * What of a network a layers model of TensorFlow.js cannot have, which knows neither the layers that Keras lacks nor groups of filters: `layer lrn has a
 * LocalResponseNormalization layer`. Nothing where it can be one; a graph model can always be.
 */
export function missingInTfjsLayers(net: Topology): string | undefined {
  const missing = kerasLayers(net).find(
    ({ className, config }) => isCustomLayer(className) || 'groups' in config,
  );
  if (!missing) return undefined;
  const what = 'groups' in missing.config ? 'has groups of filters' : `is a ${missing.className}`;
  return `layer ${missing.name} ${what}`;
}
