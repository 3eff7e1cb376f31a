import type { Precision } from '../../src-shared/recipe.ts';
import { attr, GraphBuilder, type Ref } from './graph/graph-builder.ts';
import { openSession } from './graph/session.ts';
import type { TensorFlowBinding } from './tensorflow/binding.ts';

/** Runs that are timed; the best one counts, because whatever else the machine does can only slow one down. */
const ROUNDS = 5;

/** How many times slower than it may be a first run is, which also prepares the kernel, that no later one can make good. */
const HOPELESS = 50;

/** Pictures that are convolved at once: with a single one a tenth of a millisecond around it decides, and the half that bfloat16 takes looked like 0.84. */
export const TIMED_PICTURES = 8;

/** Milliseconds that a convolution takes, by which `auto` chooses a precision; where it is hopelessly over `limitMs`, as emulated arithmetic is, after a single run. */
export function convolutionMs(
  binding: TensorFlowBinding,
  precision: Precision,
  limitMs = Number.POSITIVE_INFINITY,
): number {
  return fetchMs(binding, convolutionGraph(precision), limitMs);
}

/** Milliseconds that a product of two square matrices takes, the best of a few after a first one that does not count. */
export function productMs(binding: TensorFlowBinding, precision: Precision, size: number): number {
  return fetchMs(binding, productGraph(precision, size), Number.POSITIVE_INFINITY);
}

/** Milliseconds that fetching `one` takes, once `drawn` has been. */
function fetchMs(binding: TensorFlowBinding, nodes: GraphBuilder['nodes'], limitMs: number): number {
  const session = openSession(binding, nodes);
  const runMs = () => {
    const start = performance.now();
    session.run({}, ['one']);
    return performance.now() - start;
  };
  try {
    session.run({}, ['drawn']);
    const first = runMs();
    return first > HOPELESS * limitMs ? first : Math.min(...Array.from({ length: ROUNDS }, runMs));
  } finally {
    session.close();
  }
}

/** A product of two square matrices. */
function productGraph(precision: Precision, size: number): GraphBuilder['nodes'] {
  const graph = new GraphBuilder();
  const [a, b] = drawnValues(graph, precision, { a: [size, size], b: [size, size] });
  return fetchOne(graph, graph.add('MatMul', 'result', [a, b], { T: attr.type(precision) }), precision, 2);
}

/** A 3 × 3 convolution half as wide as AlexNet's fourth: milliseconds where it is fast, a second where it is emulated. */
function convolutionGraph(precision: Precision): GraphBuilder['nodes'] {
  const graph = new GraphBuilder();
  const [a, b] = drawnValues(graph, precision, { a: [TIMED_PICTURES, 13, 13, 192], b: [3, 3, 192, 192] });
  const result = graph.add('Conv2D', 'result', [a, b], {
    T: attr.type(precision),
    strides: attr.ints([1, 1, 1, 1]),
    padding: attr.string('SAME'),
  });
  return fetchOne(graph, result, precision, 4);
}

/**
 * Two operands, drawn at random when `drawn` is fetched and kept in variables: drawing them takes a fifth of the time that multiplying them does, and of constants TensorFlow would
 * work out the result once beforehand.
 */
function drawnValues(
  graph: GraphBuilder,
  precision: Precision,
  shapes: Readonly<Record<'a' | 'b', readonly number[]>>,
): readonly [Ref, Ref] {
  const dtype = attr.type(precision);
  const operand = (name: 'a' | 'b') => {
    const handle = graph.add('VarHandleOp', `${name}_variable`, [], {
      dtype,
      shape: attr.shape(shapes[name]),
      shared_name: attr.string(name),
      container: attr.string(''),
    });
    const value = graph.add('RandomUniform', `${name}_drawn`, [graph.ints(`${name}_shape`, shapes[name])], {
      T: attr.type('int32'),
      dtype,
      seed: attr.int(1),
    });
    const assigned = graph.add('AssignVariableOp', `${name}_assigned`, [handle, value], { dtype });
    return { assigned, read: graph.add('ReadVariableOp', name, [handle], { dtype }) };
  };
  const [a, b] = [operand('a'), operand('b')];
  graph.add('Identity', 'drawn', [graph.ints('one_drawn', [1])], { T: attr.type('int32') }, [
    a.assigned,
    b.assigned,
  ]);
  return [a.read, b.read];
}

/** Fetches one element of a result, so that reading it costs nothing. */
function fetchOne(
  graph: GraphBuilder,
  result: Ref,
  precision: Precision,
  rank: number,
): GraphBuilder['nodes'] {
  const begin = graph.ints('begin', Array(rank).fill(0));
  const size = graph.ints('size', Array(rank).fill(1));
  const T = attr.type(precision);
  const element = graph.add('Slice', 'element', [result, begin, size], { T, Index: attr.type('int32') });
  graph.add('Cast', 'one', [element], { SrcT: T, DstT: attr.type('float32') });
  return graph.nodes;
}
