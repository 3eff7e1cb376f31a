import { z } from 'zod';
import { ClassifierId } from './ids.ts';

/** Largest edge that pictures are scaled to for a network, pixels. */
export const LARGEST_EDGE = 1024;

const edge = z.number().int().min(1).max(LARGEST_EDGE);
const channels = z.tuple([z.number(), z.number(), z.number()]);

/** How a picture becomes what a network from elsewhere takes in, and what comes out of it. */
export const Preprocessing = z
  .object({
    /** The picture's shorter side is scaled to this, and the middle square kept. */
    edge,
    /** Side of the square that is cut from the middle of that: the network's input. */
    crop: edge,
    channels: z.enum(['rgb', 'bgr']),
    /** `nchw`: a plane a colour, as PyTorch; `nhwc`: the colours of a pixel side by side, as TensorFlow. */
    layout: z.enum(['nchw', 'nhwc']),
    /** Whether pixels count 0 to 255 or 0 to 1, before the mean is taken off. */
    range: z.enum(['0..255', '0..1']),
    /** By channel in the network's order; taken off, then divided by. */
    mean: channels,
    deviation: channels.refine((values) => values.every((value) => value > 0), 'expected values above 0'),
    /** What the network gives: scores that a softmax makes probabilities of, or these. */
    output: z.enum(['scores', 'probabilities']),
  })
  .refine(({ edge: whole, crop }) => crop <= whole, {
    path: ['crop'],
    message: 'expected a crop that is not larger than the scaled picture',
  });
export type Preprocessing = z.infer<typeof Preprocessing>;

/** An ONNX classifier from elsewhere, kept as `models/<id>/` in the workspace. */
export const OwnClassifier = z.object({
  id: ClassifierId,
  name: z.string(),
  labels: z.array(z.string()),
  preprocessing: Preprocessing,
  bytes: z.number().int().nonnegative(),
  addedAtMs: z.number(),
});
export type OwnClassifier = z.infer<typeof OwnClassifier>;

/** Of a network that takes records as they are (uint8 [n, 256, 256, 3]) and gives probabilities, as this program exports them. */
export const RECORD_INPUT: Preprocessing = {
  edge: 256,
  crop: 256,
  channels: 'rgb',
  layout: 'nhwc',
  range: '0..255',
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
  output: 'probabilities',
};

/** What networks trained on ImageNet mostly take: the middle 224 of 256 pixels, normalised by the data set's mean and deviation. */
export const IMAGENET_INPUT: Preprocessing = {
  edge: 256,
  crop: 224,
  channels: 'rgb',
  layout: 'nchw',
  range: '0..1',
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
  output: 'scores',
};
