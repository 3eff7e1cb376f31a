import type { Ref } from './graph-builder.ts';

/** Names of the placeholders of a batch and of the nodes to fetch. */
export const entry = {
  /** uint8 [batch, …`cropOf(input)`, 3]: what the network looks at. */
  crops: 'batch/crops',
  /** uint8 [batch, 256, 256, 3]: to learn from where the recipe bends views; only there. */
  records: 'batch/records',
  /** float32 [batch, 8]: for each picture how an output pixel finds its input pixel, as ImageProjectiveTransformV3 has it. With `records`. */
  transforms: 'batch/transforms',
  /** int32 [batch] */
  labels: 'batch/labels',
  /** What augmentation drew, by the names and in the shapes of `Draws`; only where the recipe uses it. */
  colour: 'batch/colour',
  brightness: 'batch/brightness',
  contrast: 'batch/contrast',
  erased: 'batch/erased',
  partners: 'batch/partners',
  shares: 'batch/shares',
  pasted: 'batch/pasted',
  learningRate: 'learning_rate',
  /** int32 [2], another one each step */
  seed: 'seed',
  /** float32 scalars; fetching one of the losses runs a whole step: with an update, or only adding its gradients up (where the recipe does that). */
  loss: 'train/step_loss',
  addedLoss: 'train/added_loss',
  top1: 'train/step_top1',
  /** float32 [at most MOST_VALUES]: evenly spaced values of the gradient of the mean loss by a variable. */
  gradient: (variable: string): Ref => `train/watched_gradient/${variable}`,
  /** float32 [batch, classes], with the weights as they are, or their averages where the recipe keeps them */
  logits: 'infer/logits_float',
  /** float32 [batch, …output shape of the layer]: what a layer gives in the forward pass that `logits` ends; the last one's are logits */
  activation: (layer: string): Ref => `infer/${layer}/activation`,
  /** float32 scalar: standard deviation of a layer's output before its activation, over batch and units */
  spread: (layer: string): Ref => `spread/${layer}/deviation`,
} as const;
