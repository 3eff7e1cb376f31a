import type { ImageShape } from '../../../../src-shared/nets/net-spec.ts';
import type { Augmentation, Mixing } from '../../../../src-shared/recipe/augmentation.ts';
import { COLOUR_AXES } from '../../session-variables.ts';
import { entry } from '../entry.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import { nodes } from '../variables-graph.ts';
import { emitInside } from './rectangles.ts';

const T = attr.type('float32');

/** Changes pictures as the fed draws say: contrast, colours and brightness, erasing, mixing; what the recipe leaves out is not in the graph. */
export function emitAugmentation(
  graph: GraphBuilder,
  /** float32 [batch, …input]: grey levels from the mean. */
  pictures: Ref,
  augmentation: Augmentation,
  input: ImageShape,
): Ref {
  let value = pictures;
  if (augmentation.contrast > 0) {
    const contrast = graph.placeholder(entry.contrast, 'float32', [-1]);
    value = graph.add('Mul', 'augment/contrasted', [value, spread(graph, contrast, 1)], { T });
  }
  const shift = emitShift(graph, augmentation);
  if (shift) value = graph.add('AddV2', 'augment/shifted', [value, shift], { T });
  if (augmentation.erasing > 0) value = emitErased(graph, value, input);
  return augmentation.mixing.kind === 'none'
    ? value
    : emitMixed(graph, value, augmentation.mixing.kind, input);
}

/** What is added to all pixels of a picture, [batch, 1, 1, 3 or 1]: α · axes (paper, section 4.1) and brightness. */
function emitShift(graph: GraphBuilder, { colourShift, brightness }: Augmentation): Ref | undefined {
  const shifts: Ref[] = [];
  if (colourShift > 0) {
    const steps = graph.placeholder(entry.colour, 'float32', [-1, 3]);
    const axes = graph.add('ReadVariableOp', 'augment/colour_axes', [nodes.handle(COLOUR_AXES)], {
      dtype: T,
    });
    const attrs = { T, transpose_a: attr.bool(false), transpose_b: attr.bool(false) };
    shifts.push(spread(graph, graph.add('MatMul', 'augment/colours', [steps, axes], attrs), 3));
  }
  if (brightness > 0) shifts.push(spread(graph, graph.placeholder(entry.brightness, 'float32', [-1]), 1));
  const [first, second] = shifts;
  return first && second ? graph.add('AddV2', 'augment/shift', [first, second], { T }) : first;
}

/** Puts the mean in a rectangle: zero, before the deviation is divided by. */
function emitErased(graph: GraphBuilder, value: Ref, input: ImageShape): Ref {
  const rectangles = graph.placeholder(entry.erased, 'float32', [-1, 4]);
  const erased = emitInside(graph, 'augment/erased', rectangles, input);
  const kept = graph.add('Sub', 'augment/kept', [graph.floats('augment/whole', [1]), erased], { T });
  return graph.add('Mul', 'augment/erased', [value, kept], { T });
}

/** own · share + other · (1 − share), where the share is one of the whole picture (mixup) or 0 in a rectangle and else 1 (cutmix). */
function emitMixed(
  graph: GraphBuilder,
  own: Ref,
  kind: Exclude<Mixing['kind'], 'none'>,
  input: ImageShape,
): Ref {
  const partners = graph.placeholder(entry.partners, 'int32', [-1]);
  const shares = graph.placeholder(entry.shares, 'float32', [-1]);
  const other = graph.add('GatherV2', 'augment/other', [own, partners, graph.ints('augment/axis', [0], [])], {
    Tparams: T,
    Tindices: attr.type('int32'),
    Taxis: attr.type('int32'),
  });
  const whole = graph.floats('augment/mix_whole', [1]);
  const taken =
    kind === 'mixup'
      ? spread(graph, graph.add('Sub', 'augment/other_share', [whole, shares], { T }), 1)
      : emitInside(graph, 'augment/pasted', graph.placeholder(entry.pasted, 'float32', [-1, 4]), input);
  const difference = graph.add('Sub', 'augment/difference', [other, own], { T });
  const change = graph.add('Mul', 'augment/change', [difference, taken], { T });
  return graph.add('AddV2', 'augment/mixed', [own, change], { T });
}

/** [batch] or [batch, channels] to [batch, 1, 1, channels]. */
function spread(graph: GraphBuilder, value: Ref, channels: number): Ref {
  const shape = graph.ints(`${value}/spread_shape`, [-1, 1, 1, channels]);
  return graph.add('Reshape', `${value}/spread`, [value, shape], { T, Tshape: attr.type('int32') });
}
