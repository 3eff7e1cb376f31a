import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import type { Gradient } from '../layer-graph.ts';

const T = attr.type('float32');

/** The norm of all gradients as one vector; infinite or not a number where one of them is. */
export function emitNorm(graph: GraphBuilder, gradients: readonly Gradient[]): Ref {
  const halves = gradients.map(({ variable, value }) =>
    graph.add('L2Loss', `norm/${variable}/half_square`, [value], { T }),
  );
  const sum = graph.add('AddN', 'norm/half_squares', halves, { T, N: attr.int(halves.length) });
  const squares = graph.add('Mul', 'norm/squares', [sum, graph.floats('norm/two', [2])], { T });
  return graph.add('Sqrt', 'norm/value', [squares], { T });
}

/** clip / max(norm, clip): 1 where the norm is small enough (Pascanu et al. 2013). */
export function emitClip(graph: GraphBuilder, norm: Ref, clipNorm: number): Ref {
  const clip = graph.floats('clip/norm', [clipNorm]);
  const larger = graph.add('Maximum', 'clip/larger', [norm, clip], { T });
  return graph.add('RealDiv', 'clip/factor', [clip, larger], { T });
}

/** Multiplies every gradient by a number. */
export function emitScaled(graph: GraphBuilder, gradients: readonly Gradient[], factor: Ref): Gradient[] {
  return gradients.map((gradient) => ({
    ...gradient,
    value: graph.add('Mul', `scaled/${gradient.variable}`, [gradient.value, factor], { T }),
  }));
}
