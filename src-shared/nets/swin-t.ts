import { embedPatches, joinHeads, project, queriesKeysValues, widenAndNarrow } from './builders/attention.ts';
import { type LayerList, layerList } from './builders/layer-list.ts';
import { classify, EVOLUTION } from './builders/parts.ts';
import type { NetSpec } from './net-spec.ts';

/** Blocks of each stage and their heads; channels double from stage to stage while height and width halve. */
const STAGES = [
  { blocks: 2, heads: 3 },
  { blocks: 2, heads: 6 },
  { blocks: 6, heads: 12 },
  { blocks: 2, heads: 24 },
] as const;
const BLOCKS = STAGES.reduce((sum, { blocks }) => sum + blocks, 0);
const PATCH = 4;
const CHANNELS = 96;
const SIDE = 224;
const WINDOW = 7;
/** Rate of stochastic depth at the end; it rises from 0 block by block. */
const DROP = 0.2;
const NORM = { type: 'layer-norm', epsilon: 1e-5 } as const;

/** The feature map that a block works on. */
interface Place {
  readonly side: number;
  readonly channels: number;
  readonly heads: number;
  /** How far the windows are shifted; 0 in every other block, and where one window holds all. */
  readonly shift: number;
  /** Of stochastic depth. */
  readonly rate: number;
}

/** Swin-T: 28,288,354 parameters with 1000 classes. */
export const swinT: NetSpec = {
  name: 'swin-t',
  title: 'Swin Transformer (Swin-T)',
  description:
    'Attention within windows of 7 × 7 patches that shift from block to block, on feature maps that shrink as those ' +
    'of convolutional networks do. It learns from fewer pictures than ViT, still from many.',
  input: [SIDE, SIDE, 3],
  source: {
    paper: 'Liu et al.: Swin Transformer: Hierarchical Vision Transformer Using Shifted Windows, ICCV 2021',
    url: 'https://arxiv.org/abs/2103.14030',
    slide: EVOLUTION,
  },
  layers: (classes) => {
    const list = layerList();
    embedPatches(list, PATCH, CHANNELS);
    let value = list.add(NORM);
    let index = 0;
    for (const [stage, { blocks, heads }] of STAGES.entries()) {
      const side = SIDE / PATCH / 2 ** stage;
      const channels = CHANNELS * 2 ** stage;
      if (stage > 0) value = mergePatches(list, value, side, channels);
      for (let block = 0; block < blocks; block++) {
        const shift = block % 2 === 1 && side > WINDOW ? Math.floor(WINDOW / 2) : 0;
        const rate = (DROP * index) / (BLOCKS - 1);
        value = swinBlock(list, value, { side, channels, heads, shift, rate });
        index += 1;
      }
    }
    list.add(NORM, value);
    classify(list, classes);
    return list.layers;
  },
};

/** Attention within windows, then two dense layers, each beside a shortcut (figure 3 of the paper). */
function swinBlock(list: LayerList, input: string, place: Place): string {
  list.add(NORM, input);
  const attended = list.add({ type: 'add' }, dropped(list, windowAttention(list, place), place), input);
  list.add(NORM, attended);
  return list.add({ type: 'add' }, dropped(list, widenAndNarrow(list, place.channels), place), attended);
}

function dropped(list: LayerList, value: string, { rate }: Place): string {
  return rate > 0 ? list.add({ type: 'stochastic-depth', rate }, value) : value;
}

/** Cuts the feature map of the layer before into windows, lets the places of each attend to each other, and puts it together again. */
function windowAttention(list: LayerList, { side, channels, heads, shift }: Place): string {
  const windows = side / WINDOW;
  const tokens = [windows * windows, WINDOW * WINDOW, channels] as const;
  const swapped = [0, 2, 1, 3, 4] as const;
  if (shift > 0) list.add({ type: 'roll', shifts: [-shift, -shift], axes: [0, 1] });
  list.add({ type: 'reshape', shape: [windows, WINDOW, windows, WINDOW, channels] });
  list.add({ type: 'transpose', permutation: swapped });
  const input = list.add({ type: 'reshape', shape: tokens });

  const [queries, keys, values] = queriesKeysValues(list, input, tokens, heads);
  list.add({ type: 'matmul', transposeB: true, scale: (channels / heads) ** -0.5 }, queries, keys);
  const window = [WINDOW, WINDOW] as const;
  list.add({ type: 'relative-position-bias', window });
  if (shift > 0) list.add({ type: 'window-mask', grid: [side, side], window, shift: [shift, shift] });
  const weights = list.add({ type: 'activation', activation: 'softmax' });
  list.add({ type: 'matmul' }, weights, values);
  joinHeads(list, tokens);
  project(list, channels);

  list.add({ type: 'reshape', shape: [windows, windows, WINDOW, WINDOW, channels] });
  list.add({ type: 'transpose', permutation: swapped });
  const output = list.add({ type: 'reshape', shape: [side, side, channels] });
  return shift > 0 ? list.add({ type: 'roll', shifts: [shift, shift], axes: [0, 1] }) : output;
}

/** Each 2 × 2 patches to one of four times the channels, of which a dense layer leaves half; `side` and `channels` are those behind it. */
function mergePatches(list: LayerList, input: string, side: number, channels: number): string {
  list.add({ type: 'reshape', shape: [side, 2, side, 2, channels / 2] }, input);
  list.add({ type: 'transpose', permutation: [0, 2, 3, 1, 4] });
  list.add({ type: 'reshape', shape: [side, side, 2 * channels] });
  list.add(NORM);
  return list.add({ type: 'dense', units: channels, activation: 'linear', bias: false });
}
