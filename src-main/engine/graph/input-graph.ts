import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { interpolates } from '../../../src-shared/recipe/augmentation.ts';
import type { SessionSettings } from '../net-session.ts';
import { RECORD } from '../protocol.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../session-variables.ts';
import { cropOf, reductionOf } from '../views.ts';
import { emitAugmentation } from './augment/emit-augmentation.ts';
import { entry } from './entry.ts';
import { attr, type GraphBuilder, type Ref } from './graph-builder.ts';
import { nodes } from './variables-graph.ts';

const T = attr.type('float32');

/** Pictures as the network takes them in, of the compute type. */
export interface NetInput {
  readonly plain: Ref;
  /** To learn from: changed as the recipe's augmentation says, the same node as `plain` where that is nothing but a view. */
  readonly augmented: Ref;
}

/** uint8 records to the network's input: moved by the transforms, made smaller, augmented, then (x − mean) / deviation a channel. */
export function emitInput(
  graph: GraphBuilder,
  net: BuiltNet,
  { augmentation, precision }: Pick<SessionSettings, 'augmentation' | 'precision'>,
): NetInput {
  const records = graph.placeholder(entry.records, 'uint8', [
    -1,
    RECORD.height,
    RECORD.width,
    RECORD.channels,
  ]);
  const read = (variable: string): Ref =>
    graph.add('ReadVariableOp', `${variable}/read`, [nodes.handle(variable)], { dtype: T });
  const moved = emitReduced(graph, emitMoved(graph, records, net, interpolates(augmentation)), net);
  const centred = graph.add('Sub', 'input/centred', [moved, read(INPUT_MEAN)], { T });
  const deviation = read(INPUT_DEVIATION);
  const finish = (scope: string, value: Ref): Ref => {
    const scaled = graph.add('RealDiv', `${scope}/scaled`, [value, deviation], { T });
    return graph.cast(`${scope}/cast`, scaled, 'float32', precision);
  };
  const plain = finish('input', centred);
  const augmented = emitAugmentation(graph, centred, augmentation, net.input);
  return { plain, augmented: augmented === centred ? plain : finish('augment', augmented) };
}

/** The crop of each record, float32. Where pixels fall between pixels they are interpolated, and beyond its edges a record goes on as its mirror image. */
function emitMoved(graph: GraphBuilder, records: Ref, net: BuiltNet, isInterpolated: boolean): Ref {
  const transforms = graph.placeholder(entry.transforms, 'float32', [-1, 8]);
  const move = (value: Ref, dtype: 'uint8' | 'float32', interpolation: string, fill: string): Ref =>
    graph.add(
      'ImageProjectiveTransformV3',
      'input/moved',
      [value, transforms, graph.ints('input/size', cropOf(net.input)), graph.floats('input/outside', [0])],
      { dtype: attr.type(dtype), interpolation: attr.string(interpolation), fill_mode: attr.string(fill) },
    );
  const toFloat = (value: Ref): Ref => graph.cast('input/float', value, 'uint8', 'float32');
  return isInterpolated
    ? move(toFloat(records), 'float32', 'BILINEAR', 'REFLECT')
    : toFloat(move(records, 'uint8', 'NEAREST', 'CONSTANT'));
}

/** Averages squares of the crop down to the network's input. */
function emitReduced(graph: GraphBuilder, crop: Ref, { input }: BuiltNet): Ref {
  const times = reductionOf(input);
  if (times === 1) return crop;
  return graph.add('AvgPool', 'input/reduced', [crop], {
    T,
    ksize: attr.ints([1, times, times, 1]),
    strides: attr.ints([1, times, times, 1]),
    padding: attr.string('VALID'),
    data_format: attr.string('NHWC'),
  });
}
