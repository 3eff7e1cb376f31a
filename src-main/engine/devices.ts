import type { Precision, Recipe } from '../../src-shared/recipe.ts';
import { attr, GraphBuilder, type Ref } from './graph/graph-builder.ts';
import { openSession } from './graph/session.ts';
import type { TensorFlowBinding } from './tensorflow/binding.ts';

/** Rows and columns of the product that decides; small, because a processor without bfloat16 takes 50 times as long for it. */
const SIZE = 512;
const ROUNDS = 3;

/**
 * The precision to use. `auto` is the one in which this device multiplies matrices faster: bfloat16 halves the time where the processor knows
 * it (AVX-512 BF16, AMX, recent GPUs) and is emulated elsewhere.
 */
export function choosePrecision(binding: TensorFlowBinding, wanted: Recipe['precision']): Precision {
  if (wanted !== 'auto') return wanted;
  return productMs(binding, 'bfloat16', SIZE) < productMs(binding, 'float32', SIZE) ? 'bfloat16' : 'float32';
}

/** Milliseconds that a product of two square matrices takes, the best of a few after a first one that does not count. */
export function productMs(binding: TensorFlowBinding, precision: Precision, size: number): number {
  const session = openSession(binding, productGraph(precision, size));
  try {
    const times = Array.from({ length: ROUNDS + 1 }, () => {
      const start = performance.now();
      session.run({}, ['one']);
      return performance.now() - start;
    });
    return Math.min(...times.slice(1));
  } finally {
    session.close();
  }
}

/** One element of a product is fetched, so that reading the result costs nothing; variables keep TensorFlow from computing it beforehand. */
function productGraph(precision: Precision, size: number): GraphBuilder['nodes'] {
  const graph = new GraphBuilder();
  const T = attr.type(precision);
  const shape = graph.ints('shape', [size, size]);
  const random = (name: string): Ref =>
    graph.add('RandomUniform', name, [shape], { T: attr.type('int32'), dtype: T, seed: attr.int(1) });
  const product = graph.add('MatMul', 'product', [random('a'), random('b')], { T });
  const begin = graph.ints('begin', [0, 0]);
  const one = graph.add('Slice', 'slice', [product, begin, graph.ints('size', [1, 1])], {
    T,
    Index: attr.type('int32'),
  });
  graph.add('Cast', 'one', [one], { SrcT: T, DstT: attr.type('float32') });
  return graph.nodes;
}
