import fc from 'fast-check';
import type { LayerType, UnnamedLayer } from '../../../src-shared/nets/layer-spec.ts';
import { HiddenActivation } from '../../../src-shared/nets/layer-specs/common.ts';
import { traceLayer } from '../../helpers/graph-layers.ts';

/** A layer and the shapes that it reads, without the batch. */
export interface LayerCase {
  readonly layer: UnnamedLayer;
  readonly inputs: readonly (readonly number[])[];
}

const small = fc.integer({ min: 1, max: 3 });
const size = fc.integer({ min: 2, max: 6 });
const pair = fc.tuple(small, small);
const padding = fc.constantFrom('valid', 'same');
const hidden = fc.constantFrom('relu', 'tanh', 'sigmoid', 'gelu', 'swish');
const maybeHidden = fc.option(hidden, { nil: undefined });
const picture = fc.tuple(fc.integer({ min: 5, max: 8 }), fc.integer({ min: 5, max: 8 }), small);
const tokens = fc.tuple(size, size);
const anyShape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

const window = { size: pair, stride: pair, padding };
const one: readonly [number, number] = [1, 1];

function caseOf(layer: UnnamedLayer, ...inputs: (readonly number[])[]): LayerCase {
  return { layer, inputs };
}

/** Stride or dilation, not both. */
const movement = fc.oneof(
  pair.map((stride) => ({ stride, dilation: one })),
  pair.map((dilation) => ({ stride: one, dilation })),
);

const normalised = fc.record({ shape: anyShape, epsilon: fc.constantFrom(1e-3, 1e-1) });

/** Each activation by itself, so that chance leaves none out. */
const activations = Object.fromEntries(
  ([...HiddenActivation.options, 'softmax'] as const).map((activation) => [
    `activation ${activation}`,
    anyShape.map((shape) => caseOf({ type: 'activation', activation }, [...shape.slice(1), 3])),
  ]),
);

const kinds: Readonly<Record<LayerType, fc.Arbitrary<LayerCase>>> = {
  conv: fc
    .record({
      picture,
      kernel: pair,
      movement,
      padding,
      groups: small,
      parts: fc.tuple(small, small),
      activation: maybeHidden,
      bias: fc.boolean(),
    })
    .map(({ picture: [height, width], movement, groups, parts: [ins, outs], ...rest }) =>
      caseOf({ type: 'conv', filters: groups * outs, groups, ...movement, ...rest }, [
        height,
        width,
        groups * ins,
      ]),
    ),
  'depthwise-conv': fc
    .record({
      picture,
      kernel: pair,
      step: small,
      isDilated: fc.boolean(),
      padding,
      multiplier: small,
      activation: maybeHidden,
      bias: fc.boolean(),
    })
    .map(({ picture, step, isDilated, ...rest }) =>
      caseOf(
        {
          type: 'depthwise-conv',
          stride: isDilated ? [1, 1] : [step, step],
          dilation: isDilated ? [step, 2] : [1, 1],
          ...rest,
        },
        picture,
      ),
    ),
  'max-pool': fc
    .record({ picture, ...window })
    .map(({ picture, ...pool }) => caseOf({ type: 'max-pool', ...pool }, picture)),
  'average-pool': fc
    .record({ picture, ...window })
    .map(({ picture, ...pool }) => caseOf({ type: 'average-pool', ...pool }, picture)),
  'min-pool': fc
    .record({ picture, ...window })
    .map(({ picture, ...pool }) => caseOf({ type: 'min-pool', ...pool }, picture)),
  'global-pool': fc
    .record({
      shape: fc.oneof(picture, tokens),
      mode: fc.constantFrom('average', 'max'),
      keepDims: fc.boolean(),
    })
    .map(({ shape, ...pool }) => caseOf({ type: 'global-pool', ...pool }, shape)),
  'batch-norm': fc
    .record({ normalised, activation: maybeHidden })
    .map(({ normalised: { shape, epsilon }, activation }) =>
      caseOf({ type: 'batch-norm', epsilon, momentum: 0.9, activation }, [...shape.slice(0, 2), 3]),
    ),
  'layer-norm': normalised.map(({ shape, epsilon }) =>
    caseOf({ type: 'layer-norm', epsilon }, [...shape, 5]),
  ),
  lrn: fc
    .record({
      picture,
      radius: small,
      bias: fc.constantFrom(1, 2),
      alpha: fc.constantFrom(1e-4, 0.5),
      beta: fc.constantFrom(0.5, 0.75),
    })
    .map(({ picture: [height], ...lrn }) => caseOf({ type: 'lrn', ...lrn }, [2, height, 6])),
  activation: fc
    .record({ shape: anyShape, activation: fc.oneof(hidden, fc.constant('softmax' as const)) })
    .map(({ shape, activation }) => caseOf({ type: 'activation', activation }, shape)),
  dropout: anyShape.map((shape) => caseOf({ type: 'dropout', rate: 0.5 }, shape)),
  'stochastic-depth': anyShape.map((shape) => caseOf({ type: 'stochastic-depth', rate: 0.5 }, shape)),
  dense: fc
    .record({
      shape: anyShape,
      units: small,
      activation: fc.oneof(hidden, fc.constantFrom('softmax' as const, 'linear' as const)),
      bias: fc.boolean(),
    })
    .map(({ shape, ...dense }) => caseOf({ type: 'dense', ...dense }, shape)),
  'learned-add': fc
    .record({ shape: anyShape, ones: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }) })
    .map(({ shape, ones }) =>
      caseOf({ type: 'learned-add', shape: shape.map((n, axis) => (ones[axis] ? 1 : n)) }, shape),
    ),
  'class-token': tokens.map((shape) => caseOf({ type: 'class-token' }, shape)),
  'relative-position-bias': fc
    .record({ window: pair, leading: fc.array(small, { maxLength: 1 }), heads: small })
    .map(({ window, leading, heads }) => {
      const places = window[0] * window[1];
      return caseOf({ type: 'relative-position-bias', window }, [...leading, heads, places, places]);
    }),
  'window-mask': fc
    .record({
      rows: fc.constant(2),
      columns: fc.constantFrom(2, 3),
      height: fc.constantFrom(1, 2),
      width: fc.constantFrom(2, 3),
      shift: fc.constantFrom(0, 1),
      heads: small,
    })
    .map(({ rows, columns, height, width, shift, heads }) =>
      caseOf(
        {
          type: 'window-mask',
          grid: [rows * height, columns * width],
          window: [height, width],
          shift: [height > 1 ? shift : 0, shift],
        },
        [rows * columns, heads, height * width, height * width],
      ),
    ),
  add: fc
    .record({ shape: anyShape, count: fc.constantFrom(2, 3), activation: maybeHidden })
    .map(({ shape, count, activation }) =>
      caseOf({ type: 'add', activation }, ...new Array<number[]>(count).fill(shape)),
    ),
  multiply: fc
    .record({ shape: anyShape, ones: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }) })
    .map(({ shape, ones }) =>
      caseOf(
        { type: 'multiply' },
        shape,
        shape.map((n, axis) => (ones[axis] ? 1 : n)),
      ),
    ),
  concatenate: fc
    .record({
      shape: anyShape,
      axis: fc.nat(3),
      sizes: fc.array(small, { minLength: 2, maxLength: 3 }),
      fromEnd: fc.boolean(),
    })
    .map(({ shape, axis, sizes, fromEnd }) => {
      const at = axis % shape.length;
      return caseOf(
        { type: 'concatenate', axis: fromEnd ? at - shape.length : at },
        ...sizes.map((n) => shape.with(at, n)),
      );
    }),
  matmul: fc
    .record({
      leading: fc.array(small, { maxLength: 2 }),
      n: size,
      k: size,
      m: size,
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      scale: fc.constantFrom(0.5, undefined),
    })
    .map(({ leading, n, k, m, ...matmul }) =>
      caseOf(
        { type: 'matmul', ...matmul },
        [...leading, ...(matmul.transposeA ? [k, n] : [n, k])],
        [...leading, ...(matmul.transposeB ? [m, k] : [k, m])],
      ),
    ),
  flatten: picture.map((shape) => caseOf({ type: 'flatten' }, shape)),
  reshape: picture.map(([height, width, channels]) =>
    caseOf({ type: 'reshape', shape: [height * width, channels] }, [height, width, channels]),
  ),
  transpose: anyShape.chain((shape) =>
    fc
      .shuffledSubarray(
        shape.map((_, axis) => axis),
        { minLength: shape.length },
      )
      .map((permutation) => caseOf({ type: 'transpose', permutation }, shape)),
  ),
  slice: fc
    .record({ shape: anyShape, axis: fc.nat(3), begin: fc.nat(2), size: small, fromEnd: fc.boolean() })
    .map(({ shape, axis, begin, size, fromEnd }) => {
      const at = axis % shape.length;
      return caseOf(
        { type: 'slice', axis: fromEnd ? at - shape.length : at, begin, size },
        shape.with(at, begin + size + 1),
      );
    }),
  roll: fc
    .record({
      shape: picture,
      shifts: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
    })
    .map(({ shape, shifts }) => caseOf({ type: 'roll', shifts, axes: [0, 1] }, shape)),
};

/** Cases of each kind of layer by a name for it; what does not fit is left out. */
export const LAYER_CASES: readonly [name: string, fc.Arbitrary<LayerCase>][] = Object.entries({
  ...kinds,
  ...activations,
}).map(([name, cases]) => [name, cases.filter(fits)]);

function fits({ layer, inputs }: LayerCase): boolean {
  try {
    traceLayer(layer, inputs);
    return true;
  } catch {
    return false;
  }
}
