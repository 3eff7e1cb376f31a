import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { RECORD } from '../protocol.ts';
import { entry } from './entry.ts';
import { attr, type GraphBuilder, type Ref } from './graph-builder.ts';
import { INPUT_DEVIATION, INPUT_MEAN, nodes } from './variables-graph.ts';

/** uint8 records to the network's input: crop and mirror by the transforms, then (x − mean) / deviation a channel. */
export function emitInput(graph: GraphBuilder, net: BuiltNet, compute: Precision): Ref {
  const records = graph.placeholder(entry.records, 'uint8', [
    -1,
    RECORD.height,
    RECORD.width,
    RECORD.channels,
  ]);
  const transforms = graph.placeholder(entry.transforms, 'float32', [-1, 8]);
  const [height, width] = net.input;
  const moved = graph.add(
    'ImageProjectiveTransformV3',
    'input/moved',
    [records, transforms, graph.ints('input/size', [height, width]), graph.floats('input/outside', [0])],
    { dtype: attr.type('uint8'), interpolation: attr.string('NEAREST'), fill_mode: attr.string('CONSTANT') },
  );
  const T = attr.type('float32');
  const read = (variable: string): Ref =>
    graph.add('ReadVariableOp', `${variable}/read`, [nodes.handle(variable)], { dtype: T });
  const centred = graph.add(
    'Sub',
    'input/centred',
    [graph.cast('input/float', moved, 'uint8', 'float32'), read(INPUT_MEAN)],
    { T },
  );
  const scaled = graph.add('RealDiv', 'input/scaled', [centred, read(INPUT_DEVIATION)], { T });
  return graph.cast('input/cast', scaled, 'float32', compute);
}
