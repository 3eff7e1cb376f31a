import { z } from 'zod';
import { AnyNet, type CustomNet } from './nets/custom-net.ts';
import type { NetName } from './nets/net-spec.ts';
import { Augmentation, CROP_AND_MIRROR, NO_AUGMENTATION } from './recipe/augmentation.ts';
import { OPTIMIZERS, Optimizer } from './recipe/optimizer.ts';

/** Type of activations, convolutions and products; weights and their updates are float32 in each. */
export const Precision = z.enum(['float32', 'bfloat16', 'float16']);
export type Precision = z.infer<typeof Precision>;

/**
 * Everything that decides how a network is trained, and nothing that decides on what. Two runs with equal recipes on equal
 * data give equal numbers on one machine.
 */
export const Recipe = z.strictObject({
  /** Which network is trained. */
  net: AnyNet,
  epochs: z.number().int().min(1).max(10_000),
  /** Pictures a step. */
  batch: z.number().int().min(1).max(4096),
  /** Highest learning rate of the schedule. */
  learningRate: z.number().positive().max(10),
  /** How the rate falls after the warm-up: not at all, as half a cosine to zero, or by 10 at 50, 75 and 90 % (paper, section 5). */
  schedule: z.enum(['constant', 'cosine', 'steps']),
  /** Epochs (fractions allowed) over which the rate rises linearly from zero. */
  warmupEpochs: z.number().min(0).max(100),
  optimizer: Optimizer,
  /** Penalty on kernels (paper, section 5: 0.0005): on the gradient (L2), or for `adamw` on the weights, each time by the learning rate. */
  weightDecay: z.number().min(0).max(1),
  /** Gradients whose common norm is larger are scaled down to it; 0: left as they are. */
  clipNorm: z.number().min(0).max(1e6),
  /** Steps whose mean gradient makes one update, so that a batch may be larger than fits into memory. */
  accumulation: z.number().int().min(1).max(1024),
  /** Share of an exponential moving average of the weights that an update leaves as it was; with the average a network is evaluated and used. 0: none. */
  averaging: z.number().min(0).max(0.99999),
  /** Whether what the network's layers say is dropped at random: of AlexNet, half of the two hidden dense layers (paper, section 4.2). */
  dropout: z.boolean(),
  augmentation: Augmentation,
  /** How weights start: layer-sequential unit variance, He's normal, or the paper's N(0, 0.01). */
  initialisation: z.enum(['lsuv', 'he', 'paper']),
  precision: z.enum(['auto', ...Precision.options]),
  /** One compiled TensorFlow graph a step, or tfjs op by op (the slow reference). */
  mode: z.enum(['compiled', 'eager']),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
export type Recipe = z.infer<typeof Recipe>;

export const RecipeName = z.enum(['quick', 'deck', 'paper']);
export type RecipeName = z.infer<typeof RecipeName>;

/** An update of which nothing but the optimizer is left. */
export const PLAIN_UPDATE = { weightDecay: 0, clipNorm: 0, accumulation: 1, averaging: 0 } as const;

/** Training on pictures as they are, where nobody says otherwise. */
export const PLAIN_TRAINING = {
  ...PLAIN_UPDATE,
  optimizer: OPTIMIZERS.sgd,
  augmentation: NO_AUGMENTATION,
} as const;

const common = {
  ...PLAIN_UPDATE,
  optimizer: OPTIMIZERS.sgd,
  augmentation: CROP_AND_MIRROR,
  precision: 'auto',
  mode: 'compiled',
  seed: 1,
} as const;

/** Named starting points; docs/decisions/recipes.md says what each was chosen by. */
export const RECIPES: Readonly<Record<RecipeName, Recipe>> = {
  /** A first success within minutes on a processor: few epochs, so nothing that slows the start. */
  quick: {
    ...common,
    net: 'alexnet-bn',
    epochs: 5,
    batch: 32,
    learningRate: 0.01,
    schedule: 'cosine',
    warmupEpochs: 0.5,
    dropout: false,
    initialisation: 'lsuv',
  },
  /** The deck's network on a data set of thousands, not millions. */
  deck: {
    ...common,
    net: 'alexnet',
    epochs: 14,
    batch: 32,
    learningRate: 0.005,
    schedule: 'cosine',
    warmupEpochs: 1,
    dropout: false,
    initialisation: 'lsuv',
  },
  /** As the paper trained (sections 4 and 5); it needs a data set of ImageNet's size. */
  paper: {
    ...common,
    net: 'alexnet',
    epochs: 90,
    batch: 128,
    learningRate: 0.01,
    schedule: 'steps',
    warmupEpochs: 0,
    weightDecay: 0.0005,
    dropout: true,
    augmentation: { ...CROP_AND_MIRROR, colourShift: 0.1 },
    initialisation: 'paper',
  },
};

/**
 * The recipe that suits a network when nobody named one. Narrow layers stand, and need, larger steps. What normalises each layer needs no scaling of its
 * first weights, which takes several forward passes a layer; attention is trained by AdamW, as in its papers. Somebody's own network gets what suits its layers.
 */
export function defaultRecipe(net: AnyNet): Recipe {
  if (typeof net !== 'string') return { ...defaultRecipe(kinOf(net)), net, dropout: hasDropLayers(net) };
  switch (net) {
    case 'alexnet':
      return RECIPES.deck;
    case 'alexnet-bn':
      return RECIPES.quick;
    case 'alexnet-small':
      return { ...RECIPES.quick, net, learningRate: 0.03 };
    case 'alexnet-lrn':
    case 'alexnet-torchvision':
    case 'lenet-5':
    case 'zfnet':
    case 'vgg-16':
      return { ...RECIPES.deck, net };
    case 'googlenet':
    case 'resnet-50':
    case 'inception-v3':
    case 'densenet-121':
    case 'efficientnet-b0':
      return { ...RECIPES.quick, net, initialisation: 'he' };
    case 'vit-b-16':
    case 'swin-t':
      return {
        ...RECIPES.quick,
        net,
        optimizer: OPTIMIZERS.adamw,
        learningRate: 0.0005,
        weightDecay: 0.05,
        initialisation: 'he',
      };
  }
}

/** Whether it has layers that do nothing but drop: who puts them in wants them, whereas a dense layer may have its rate from the network it was copied from. */
function hasDropLayers({ layers }: CustomNet): boolean {
  return layers.some(({ type }) => type === 'dropout' || type === 'stochastic-depth');
}

/** The built-in network that somebody's own is trained like: attention like a transformer, normalisation like a ResNet, neither like AlexNet. */
function kinOf({ layers }: CustomNet): NetName {
  if (layers.some(({ type }) => type === 'matmul')) return 'vit-b-16';
  return layers.some(({ type }) => type === 'batch-norm' || type === 'layer-norm') ? 'resnet-50' : 'alexnet';
}
