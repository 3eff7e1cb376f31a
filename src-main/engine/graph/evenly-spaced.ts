import { watchedStride } from '../net-session.ts';
import { attr, type GraphBuilder, type Ref } from './graph-builder.ts';

const T = attr.type('float32');

/** Every `watchedStride`th of `size` values, as a node of that name. */
export function emitEvenlySpaced(graph: GraphBuilder, name: string, value: Ref, size: number): Ref {
  const ints = (node: string, number: number): Ref => graph.ints(`${name}/${node}`, [number]);
  const flat = graph.add('Reshape', `${name}/flat`, [value, ints('flat_shape', -1)], {
    T,
    Tshape: attr.type('int32'),
  });
  return graph.add(
    'StridedSlice',
    name,
    [flat, ints('begin', 0), ints('end', size), ints('stride', watchedStride(size))],
    { T, Index: attr.type('int32') },
  );
}
