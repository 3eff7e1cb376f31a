import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';

/** 1 inside a rectangle a picture, 0 elsewhere: float32 [batch, height, width, 1] from float32 [batch, 4] of [top, left, bottom, right). */
export function emitInside(
  graph: GraphBuilder,
  scope: string,
  rectangles: Ref,
  [height, width]: readonly [number, number, ...number[]],
): Ref {
  const at = (node: string): string => `${scope}/${node}`;
  const T = attr.type('float32');
  const sides = graph.add('Split', at('sides'), [graph.ints(at('axis'), [1], []), rectangles], {
    T,
    num_split: attr.int(4),
  });
  const between = (name: string, from: Ref, to: Ref, count: number, shape: readonly number[]): Ref => {
    const places = graph.floats(
      at(`${name}_places`),
      Array.from({ length: count }, (_, place) => place),
      [count],
    );
    const inside = graph.add(
      'LogicalAnd',
      at(name),
      [
        graph.add('GreaterEqual', at(`${name}_from`), [places, from], { T }),
        graph.add('Less', at(`${name}_to`), [places, to], { T }),
      ],
      {},
    );
    return graph.add('Reshape', at(`${name}_spread`), [inside, graph.ints(at(`${name}_shape`), shape)], {
      T: attr.type('bool'),
      Tshape: attr.type('int32'),
    });
  };
  const rows = between('rows', sides, `${sides}:2`, height, [-1, height, 1, 1]);
  const columns = between('columns', `${sides}:1`, `${sides}:3`, width, [-1, 1, width, 1]);
  return graph.cast(at('inside'), graph.add('LogicalAnd', at('both'), [rows, columns]), 'bool', 'float32');
}
