import type { Mixing } from '../../../src-shared/recipe/augmentation.ts';
import { entry } from './entry.ts';
import { attr, type GraphBuilder, type Ref } from './graph-builder.ts';

const T = attr.type('float32');

/**
 * Mean cross-entropy (nats), its gradient by the logits, and the share of pictures whose own label got the largest logit. Where pictures are mixed, the
 * cross-entropy is the one of both labels by their shares.
 */
export function emitLoss(
  graph: GraphBuilder,
  logits: Ref,
  labels: Ref,
  { classes, mixing }: { classes: number; mixing: Mixing['kind'] },
): { mean: Ref; gradient: Ref; top1: Ref } {
  const axis = graph.ints('loss/axis', [0]);
  const mean = (name: string, value: Ref): Ref =>
    graph.add('Mean', name, [value, axis], { T, Tidx: attr.type('int32'), keep_dims: attr.bool(false) });
  const entropy =
    mixing === 'none'
      ? graph.add('SparseSoftmaxCrossEntropyWithLogits', 'loss/entropy', [logits, labels], {
          T,
          Tlabels: attr.type('int32'),
        })
      : graph.add(
          'SoftmaxCrossEntropyWithLogits',
          'loss/entropy',
          [logits, emitMixedLabels(graph, labels, classes)],
          {
            T,
          },
        );
  const size = graph.add('Size', 'loss/size', [labels], {
    T: attr.type('int32'),
    out_type: attr.type('int32'),
  });
  const gradient = graph.add(
    'RealDiv',
    'loss/gradient',
    [`${entropy}:1`, graph.cast('loss/size_float', size, 'int32', 'float32')],
    { T },
  );
  const hits = graph.add('InTopKV2', 'loss/hits', [logits, labels, graph.ints('loss/k', [1], [])], {
    T: attr.type('int32'),
  });
  return {
    mean: mean('loss/mean', entropy),
    gradient,
    top1: mean('loss/top1', graph.cast('loss/hits_float', hits, 'bool', 'float32')),
  };
}

/** float32 [batch, classes]: share of the own label, the rest of the partner's. */
function emitMixedLabels(graph: GraphBuilder, labels: Ref, classes: number): Ref {
  const at = (node: string): string => `loss/mixed/${node}`;
  const one = graph.floats(at('one'), [1]);
  const oneHot = (name: string, indices: Ref): Ref =>
    graph.add('OneHot', at(name), [indices, graph.ints(at(`${name}_depth`), [classes], []), one, zero], {
      T,
      TI: attr.type('int32'),
      axis: attr.int(-1),
    });
  const zero = graph.floats(at('zero'), [0]);
  const others = graph.add(
    'GatherV2',
    at('labels'),
    [labels, entry.partners, graph.ints(at('axis'), [0], [])],
    {
      Tparams: attr.type('int32'),
      Tindices: attr.type('int32'),
      Taxis: attr.type('int32'),
    },
  );
  const shares = graph.add('Reshape', at('shares'), [entry.shares, graph.ints(at('shape'), [-1, 1])], {
    T,
    Tshape: attr.type('int32'),
  });
  const rest = graph.add('Sub', at('rest'), [one, shares], { T });
  return graph.add(
    'AddV2',
    at('value'),
    [
      graph.add('Mul', at('own_part'), [oneHot('own', labels), shares], { T }),
      graph.add('Mul', at('other_part'), [oneHot('other', others), rest], { T }),
    ],
    { T },
  );
}
