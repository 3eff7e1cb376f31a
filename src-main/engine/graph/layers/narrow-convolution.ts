import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { windowAxis } from '../../../../src-shared/nets/window.ts';
import { attr, type Ref } from '../graph-builder.ts';
import type { LayerNodes } from './layer-nodes.ts';

/** From this width of the output on, oneDNN's kernel gradients are as fast as products or faster, and below so many channels too (docs/performance.md). */
const WIDE = 14;
const MANY = 128;

/**
 * Whether the kernel of a convolution is worth having its gradient from products: oneDNN goes through a row of bfloat16 in large pieces, and needs up to twice the
 * time where rows are as short as in the last layers of a network.
 */
export function isNarrow({ layer, input, output }: TracedOf<'conv'>): boolean {
  const { stride, dilation = [1, 1], groups = 1, filters } = layer;
  const isPlain = [...stride, ...dilation, groups].every((step) => step === 1);
  return isPlain && output[1] < WIDE && input[2] >= MANY && filters >= MANY;
}

/**
 * Gradient by the kernel, [height, width, in, out], of a convolution with stride 1, as a product for each of the kernel's places: what the input showed to that place at
 * all positions, [batch · height · width, in], transposed, times the gradient, [batch · height · width, out].
 */
export function narrowKernelGradient(
  nodes: LayerNodes,
  { layer, input: [height, width, channels], output }: TracedOf<'conv'>,
  input: Ref,
  gradient: Ref,
): Ref {
  const [rows, columns] = layer.kernel;
  const [y, x] = [windowAxis(height, rows, 1, layer.padding), windowAxis(width, columns, 1, layer.padding)];
  const margins = [0, 0, y.padBefore, y.padAfter, x.padBefore, x.padAfter, 0, 0];
  const paddings = nodes.ints('margins', margins, [4, 2]);
  const padded = nodes.add('Pad', 'padded', [input, paddings]);
  const gradients = nodes.reshape('gradient_rows', gradient, [-1, layer.filters]);
  const size = nodes.ints('seen_size', [-1, output[0], output[1], channels]);
  const Index = attr.type('int32');
  const products: Ref[] = [];
  for (let place = 0; place < rows * columns; place++) {
    const begin = nodes.ints(`seen_${place}_begin`, [0, Math.floor(place / columns), place % columns, 0]);
    // One after the other, so that only one copy of the input is in memory, and still in the cache when it is multiplied.
    const seen = nodes.add('Slice', `seen_${place}`, [padded, begin, size], { Index }, products.slice(-1));
    const seenRows = nodes.reshape(`seen_${place}_rows`, seen, [-1, channels]);
    products.push(
      nodes.add('MatMul', `product_${place}`, [seenRows, gradients], { transpose_a: attr.bool(true) }),
    );
  }
  const all = nodes.add('Pack', 'products', products, { N: attr.int(products.length) });
  return nodes.reshape('kernel_gradient', all, [rows, columns, channels, layer.filters]);
}
