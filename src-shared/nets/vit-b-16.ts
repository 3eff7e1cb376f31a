import { embedPatches, joinHeads, project, queriesKeysValues, widenAndNarrow } from './builders/attention.ts';
import { type LayerList, layerList } from './builders/layer-list.ts';
import { EVOLUTION } from './builders/parts.ts';
import type { NetSpec } from './net-spec.ts';

const CHANNELS = 768;
const HEADS = 12;
const BLOCKS = 12;
const PATCH = 16;
const SIDE = 224;
const PATCHES = (SIDE / PATCH) ** 2;
const TOKENS = [PATCHES + 1, CHANNELS] as const;
const NORM = { type: 'layer-norm', epsilon: 1e-6 } as const;

/** ViT-B/16: 86,567,656 parameters with 1000 classes. Without dropout, as torchvision has it. */
export const vitB16: NetSpec = {
  name: 'vit-b-16',
  title: 'Vision Transformer (ViT-B/16)',
  description:
    'The picture as a sentence of 196 patches, each of which attends to all others in twelve blocks. Without the ' +
    'locality of convolutions it needs very many pictures, and sixteen times AlexNet’s work for each.',
  input: [SIDE, SIDE, 3],
  source: {
    paper:
      'Dosovitskiy et al.: An Image Is Worth 16x16 Words: Transformers for Image Recognition at Scale, ICLR 2021',
    url: 'https://arxiv.org/abs/2010.11929',
    slide: EVOLUTION,
  },
  layers: (classes) => {
    const list = layerList();
    embedPatches(list, PATCH, CHANNELS);
    list.add({ type: 'reshape', shape: [PATCHES, CHANNELS] });
    list.add({ type: 'class-token' });
    let value = list.add({ type: 'learned-add', shape: TOKENS });
    for (let block = 0; block < BLOCKS; block++) value = transformerBlock(list, value);
    list.add(NORM, value);
    list.add({ type: 'slice', axis: 0, begin: 0, size: 1 });
    list.add({ type: 'flatten' });
    list.add({ type: 'dense', units: classes, activation: 'softmax' });
    return list.layers;
  },
};

/** Attention of every token to every other, then two dense layers; each beside a shortcut (figure 1 of the paper). */
function transformerBlock(list: LayerList, input: string): string {
  const normalised = list.add(NORM, input);
  const [queries, keys, values] = queriesKeysValues(list, normalised, TOKENS, HEADS);
  list.add({ type: 'matmul', transposeB: true, scale: (CHANNELS / HEADS) ** -0.5 }, queries, keys);
  const weights = list.add({ type: 'activation', activation: 'softmax' });
  list.add({ type: 'matmul' }, weights, values);
  joinHeads(list, TOKENS);
  const attended = list.add({ type: 'add' }, project(list, CHANNELS), input);
  list.add(NORM, attended);
  return list.add({ type: 'add' }, widenAndNarrow(list, CHANNELS), attended);
}
