import { z } from 'zod';
import type { LayerSpec } from './layer-spec.ts';

/** The networks that can be trained. */
export const NetName = z.enum([
  'alexnet',
  'alexnet-bn',
  'alexnet-small',
  'alexnet-lrn',
  'alexnet-torchvision',
  'lenet-5',
  'zfnet',
  'vgg-16',
  'googlenet',
  'resnet-50',
  'inception-v3',
  'densenet-121',
  'efficientnet-b0',
  'vit-b-16',
  'swin-t',
]);
export type NetName = z.infer<typeof NetName>;

/** `[height, width, channels]` of one picture or feature map, without the batch. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** `[units]` of a vector. */
export type FlatShape = readonly [units: number];

/** Any number of axes but none, without the batch: `[units]`, `[tokens, channels]`, `[height, width, channels]`, `[windows, heads, tokens, channels]`. */
export type TensorShape = readonly number[];

/** Number of values in a tensor of this shape. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** What all the arithmetic works on: the size of a picture and the layers it goes through, each behind those that it reads. */
export interface Topology {
  readonly input: ImageShape;
  readonly layers: readonly LayerSpec[];
}

export interface NetSource {
  /** Authors, title, venue and year. */
  readonly paper: string;
  readonly url: string;
  /** Title of the deck's slide that shows the network. */
  readonly slide: string;
}

/** An architecture; its layers depend on the number of classes. */
export interface NetSpec {
  readonly name: NetName;
  readonly title: string;
  readonly description: string;
  readonly input: ImageShape;
  readonly source: NetSource;
  readonly layers: (classes: number) => readonly LayerSpec[];
}

/** An architecture for a certain number of classes: plain data that can be sent and stored. */
export interface BuiltNet extends Topology {
  /** A word: that of a built-in network, or what its maker called it. */
  readonly name: string;
  readonly title: string;
  /** A sentence or two. */
  readonly description: string;
  readonly classes: number;
}
