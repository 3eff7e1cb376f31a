import type { HiddenActivation } from '../../../src-shared/nets/layer-specs/common.ts';
import { type Array64, arrayOf, get, range, sum } from './array.ts';

export function activation(
  name: HiddenActivation | 'softmax' | 'linear' | undefined,
  input: Array64,
): Array64 {
  if (name === 'softmax') return softmax(input);
  return name === undefined || name === 'linear'
    ? input
    : { shape: input.shape, data: input.data.map(FUNCTIONS[name]) };
}

const FUNCTIONS: Record<HiddenActivation, (x: number) => number> = {
  relu: (x) => Math.max(x, 0),
  tanh: Math.tanh,
  sigmoid,
  swish: (x) => x * sigmoid(x),
  gelu: (x) => (x * (1 + erf(x / Math.SQRT2))) / 2,
};

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** e^(−x²) · 2 / √π · Σ 2ⁿ x^(2n + 1) / (1 · 3 · … · (2n + 1)), whose terms have one sign, so that none cancel. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let total = x;
  for (let n = 1; n < 120; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (total * Math.exp(-x * x) * 2) / Math.sqrt(Math.PI);
}

function softmax(input: Array64): Array64 {
  const last = input.shape.at(-1) ?? 1;
  return arrayOf(input.shape, (...place) => {
    const row = range(last).map((at) => get(input, ...place.with(-1, at)));
    const largest = Math.max(...row);
    const weight = (value: number): number => Math.exp(value - largest);
    return weight(get(input, ...place)) / sum(row.map(weight));
  });
}
