/** How TensorFlow's messages name nodes: `{{node train/conv2d/conv}}`, `node 'train/conv2d/conv'`, `node train/conv2d/conv`. */
const NODE = /\bnode ['"]?([\w./-]+)/gi;

/**
 * The layer that a message of TensorFlow is about: the first of `layers` that stands in the name of a node, between the scope and what the node does
 * for the layer. Undefined where the message names no node of a layer.
 */
export function layerOfError(message: string, layers: readonly string[]): string | undefined {
  const parts = [...message.matchAll(NODE)].flatMap(([, node = '']) => node.split('/').slice(1));
  return parts.find((part) => layers.includes(part));
}
