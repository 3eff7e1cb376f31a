import { z } from 'zod';
import { relativePositionBias, windowMask } from './layer-specs/attention-windows.ts';
import { activation, dropout, stochasticDepth } from './layer-specs/element-wise.ts';
import { add, concatenate, matmul, multiply } from './layer-specs/joins.ts';
import { classToken, dense, learnedAdd } from './layer-specs/learned.ts';
import { batchNorm, layerNorm, lrn } from './layer-specs/normalisation.ts';
import { flatten, reshape, roll, slice, transpose } from './layer-specs/rearranging.ts';
import { averagePool, conv, depthwiseConv, globalPool, maxPool, minPool } from './layer-specs/windows.ts';

/**
 * One layer of a network, as data. A network is a list of these. Each layer reads the one before it, the first one the picture, unless its `inputs`
 * name others that come earlier: the list is a directed acyclic graph in topological order. The files in `layer-specs/` say what each layer does.
 */
export const LayerSpec = z.discriminatedUnion('type', [
  conv,
  depthwiseConv,
  maxPool,
  averagePool,
  minPool,
  globalPool,
  batchNorm,
  layerNorm,
  lrn,
  activation,
  dropout,
  stochasticDepth,
  dense,
  learnedAdd,
  classToken,
  relativePositionBias,
  windowMask,
  add,
  multiply,
  concatenate,
  matmul,
  flatten,
  reshape,
  transpose,
  slice,
  roll,
]);
export type LayerSpec = z.infer<typeof LayerSpec>;
export type LayerType = LayerSpec['type'];

/** One member of the union: `LayerOf<'conv'>`. */
export type LayerOf<T extends LayerType> = Extract<LayerSpec, { type: T }>;

/** A layer before it has been named. */
export type UnnamedLayer = LayerSpec extends infer L
  ? L extends LayerSpec
    ? Omit<L, 'name'>
    : never
  : never;

/** The name by which a layer's `inputs` mean the network's own input. */
export const PICTURE = 'picture';
