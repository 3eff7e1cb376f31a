import type { LayerOf } from '../../../src-shared/nets/layer-spec.ts';
import { type Array64, arrayOf, get, mean, range, sum } from './array.ts';

/** By the batch's own statistics, as in training. */
export function batchNorm(
  { epsilon }: LayerOf<'batch-norm'>,
  input: Array64,
  gamma: Array64,
  beta: Array64,
): Array64 {
  const channels = input.shape.at(-1) ?? 1;
  const statistics = range(channels).map((c) =>
    momentsOf([...input.data.filter((_, index) => index % channels === c)]),
  );
  return arrayOf(input.shape, (...place) => {
    const c = place.at(-1) ?? 0;
    const { average, variance } = statistics[c] ?? { average: 0, variance: 1 };
    return ((get(input, ...place) - average) / Math.sqrt(variance + epsilon)) * get(gamma, c) + get(beta, c);
  });
}

export function layerNorm(
  { epsilon }: LayerOf<'layer-norm'>,
  input: Array64,
  gamma: Array64,
  beta: Array64,
): Array64 {
  const channels = input.shape.at(-1) ?? 1;
  return arrayOf(input.shape, (...place) => {
    const c = place.at(-1) ?? 0;
    const { average, variance } = momentsOf(range(channels).map((at) => get(input, ...place.with(-1, at))));
    return ((get(input, ...place) - average) / Math.sqrt(variance + epsilon)) * get(gamma, c) + get(beta, c);
  });
}

export function lrn({ radius, bias, alpha, beta }: LayerOf<'lrn'>, input: Array64): Array64 {
  return arrayOf(input.shape, (...place) => {
    const c = place.at(-1) ?? 0;
    const squares = range(2 * radius + 1).map((at) => get(input, ...place.with(-1, c + at - radius)) ** 2);
    return get(input, ...place) / (bias + alpha * sum(squares)) ** beta;
  });
}

function momentsOf(values: readonly number[]): { average: number; variance: number } {
  const average = mean(values);
  return { average, variance: mean(values.map((value) => (value - average) ** 2)) };
}
