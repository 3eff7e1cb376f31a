import { z } from 'zod';
import { axisWithoutBatch, count, counts, type Reader, read } from './layer-readers.ts';

/** Layers of our own, by the names under which the generated source registers them. */
export const OWN_READERS: Readonly<Record<string, Reader>> = {
  LocalResponseNormalization: read(
    z.object({
      radius: z.int().nonnegative(),
      bias: z.number(),
      alpha: z.number(),
      beta: z.number(),
    }),
    ({ radius, bias, alpha, beta }) => ({ type: 'lrn', radius, bias, alpha, beta }),
  ),
  PositionEmbedding: read(z.object({ shape: counts }), ({ shape }) => ({ type: 'learned-add', shape })),
  ClassToken: () => ({ type: 'class-token' }),
  RelativePositionBias: read(z.object({ window: z.tuple([count, count]) }), ({ window }) => ({
    type: 'relative-position-bias',
    window,
  })),
  WindowMask: read(
    z.object({
      grid: z.tuple([count, count]),
      window: z.tuple([count, count]),
      shift: z.tuple([z.int(), z.int()]),
    }),
    ({ grid, window, shift }) => ({ type: 'window-mask', grid, window, shift }),
  ),
  Matmul: read(
    z.object({
      transpose_a: z.boolean().default(false),
      transpose_b: z.boolean().default(false),
      scale: z.number().positive().default(1),
    }),
    ({ transpose_a, transpose_b, scale }) => ({
      type: 'matmul',
      ...(transpose_a && { transposeA: true }),
      ...(transpose_b && { transposeB: true }),
      ...(scale !== 1 && { scale }),
    }),
  ),
  Slice: read(
    z.object({ axis: z.int(), begin: z.int().nonnegative(), size: count }),
    ({ axis, begin, size }) => ({ type: 'slice', axis: axisWithoutBatch(axis), begin, size }),
  ),
  Roll: read(z.object({ shifts: z.array(z.int()), axes: counts }), ({ shifts, axes }) => ({
    type: 'roll',
    shifts,
    axes: axes.map(axisWithoutBatch),
  })),
};
