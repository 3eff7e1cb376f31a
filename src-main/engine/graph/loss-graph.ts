import { attr, type GraphBuilder, type Ref } from './graph-builder.ts';

/** Mean cross-entropy (nats), its gradient by the logits, and the share of pictures whose label got the largest logit. */
export function emitLoss(
  graph: GraphBuilder,
  logits: Ref,
  labels: Ref,
): { mean: Ref; gradient: Ref; top1: Ref } {
  const T = attr.type('float32');
  const axis = graph.ints('loss/axis', [0]);
  const mean = (name: string, value: Ref): Ref =>
    graph.add('Mean', name, [value, axis], { T, Tidx: attr.type('int32'), keep_dims: attr.bool(false) });
  const entropy = graph.add('SparseSoftmaxCrossEntropyWithLogits', 'loss/entropy', [logits, labels], {
    T,
    Tlabels: attr.type('int32'),
  });
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
