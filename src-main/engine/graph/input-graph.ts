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
const INT32 = attr.type('int32');

/** Pictures as the network takes them in, of the compute type. */
export interface NetInput {
  readonly plain: Ref;
  /** To learn from: changed as the recipe's augmentation says, the same node as `plain` where that is nothing but a crop. */
  readonly augmented: Ref;
}

/** uint8 crops, or bent records, to the network's input: made smaller, augmented, then (x − mean) / deviation a channel. */
export function emitInput(
  graph: GraphBuilder,
  net: BuiltNet,
  { augmentation, precision }: Pick<SessionSettings, 'augmentation' | 'precision'>,
): NetInput {
  const read = (variable: string): Ref =>
    graph.add('ReadVariableOp', `${variable}/read`, [nodes.handle(variable)], { dtype: T });
  const mean = read(INPUT_MEAN);
  const deviation = read(INPUT_DEVIATION);
  const centre = (scope: string, crops: Ref): Ref =>
    emitByChannel(graph, 'Sub', `${scope}/centred`, [emitReduced(graph, scope, crops, net), mean], net);
  const finish = (scope: string, value: Ref): Ref => {
    const scaled = emitByChannel(graph, 'RealDiv', `${scope}/scaled`, [value, deviation], net);
    return graph.cast(`${scope}/cast`, scaled, 'float32', precision);
  };
  const crops = graph.placeholder(entry.crops, 'uint8', [-1, ...cropOf(net.input), RECORD.channels]);
  const centred = centre('input', graph.cast('input/float', crops, 'uint8', 'float32'));
  const plain = finish('input', centred);
  const moved = interpolates(augmentation) ? centre('bent', emitBent(graph, net)) : centred;
  const augmented = emitAugmentation(graph, moved, augmentation, net.input);
  return { plain, augmented: augmented === centred ? plain : finish('augment', augmented) };
}

/** Bent crops of records, float32. Between pixels they are interpolated, and beyond its edges a record goes on as its mirror image. */
function emitBent(graph: GraphBuilder, { input }: BuiltNet): Ref {
  const { height, width, channels } = RECORD;
  const records = graph.placeholder(entry.records, 'uint8', [-1, height, width, channels]);
  const transforms = graph.placeholder(entry.transforms, 'float32', [-1, 8]);
  const float = graph.cast('bent/float', records, 'uint8', 'float32');
  return graph.add(
    'ImageProjectiveTransformV3',
    'bent/moved',
    [float, transforms, graph.ints('bent/size', cropOf(input)), graph.floats('bent/outside', [0])],
    { dtype: T, interpolation: attr.string('BILINEAR'), fill_mode: attr.string('REFLECT') },
  );
}

/** Averages squares of the crop down to the network's input. */
function emitReduced(graph: GraphBuilder, scope: string, crop: Ref, { input }: BuiltNet): Ref {
  const times = reductionOf(input);
  if (times === 1) return crop;
  return graph.add('AvgPool', `${scope}/reduced`, [crop], {
    T,
    ksize: attr.ints([1, times, times, 1]),
    strides: attr.ints([1, times, times, 1]),
    padding: attr.string('VALID'),
    data_format: attr.string('NHWC'),
  });
}

/**
 * An operation of pictures with one value a channel. The values are laid out along a whole row first: TensorFlow goes through rows of three, which is what a pixel is, five
 * times more slowly.
 */
function emitByChannel(
  graph: GraphBuilder,
  op: string,
  name: string,
  [pictures, values]: readonly [Ref, Ref],
  { input: [height, width, channels] }: BuiltNet,
): Ref {
  const reshape = (node: string, value: Ref, shape: readonly number[]): Ref =>
    graph.add('Reshape', node, [value, graph.ints(`${node}_shape`, shape)], { T, Tshape: INT32 });
  const row = graph.add('Tile', `${name}/row`, [values, graph.ints(`${name}/times`, [width])], {
    T,
    Tmultiples: INT32,
  });
  const rows = reshape(`${name}/rows`, pictures, [-1, width * channels]);
  return reshape(name, graph.add(op, `${name}/by_row`, [rows, row], { T }), [-1, height, width, channels]);
}
