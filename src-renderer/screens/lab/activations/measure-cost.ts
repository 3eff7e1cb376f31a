import { ACTIVATIONS, type ActivationName } from '../../../../src-shared/lab/activations.ts';

/** Nanoseconds an element, as measured here. */
export type Costs = Readonly<Record<ActivationName, number>>;

const ELEMENTS = 1 << 16;
const ROUNDS = 15;

/**
 * Times each activation over an array of 65,536 numbers and takes the median of 15 rounds; the functions take turns, so that a
 * machine that slows down does so for all. About 30 ms in all.
 */
export function measureCost(): Costs {
  const input = Float64Array.from({ length: ELEMENTS }, (_, index) => Math.sin(index) * 4);
  const output = new Float64Array(ELEMENTS);
  const times: Record<ActivationName, number[]> = { relu: [], tanh: [], sigmoid: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.relu.push(time(() => rectify(input, output)));
    times.tanh.push(time(() => hyperbolic(input, output)));
    times.sigmoid.push(time(() => logistic(input, output)));
  }
  return { relu: median(times.relu), tanh: median(times.tanh), sigmoid: median(times.sigmoid) };
}

// A loop each: called through one function, the compiler could not inline the activation.
function rectify(input: Float64Array, output: Float64Array): void {
  const { value } = ACTIVATIONS.relu;
  for (let i = 0; i < input.length; i++) output[i] = value(input[i] ?? 0);
}

function hyperbolic(input: Float64Array, output: Float64Array): void {
  const { value } = ACTIVATIONS.tanh;
  for (let i = 0; i < input.length; i++) output[i] = value(input[i] ?? 0);
}

function logistic(input: Float64Array, output: Float64Array): void {
  const { value } = ACTIVATIONS.sigmoid;
  for (let i = 0; i < input.length; i++) output[i] = value(input[i] ?? 0);
}

/** Nanoseconds an element. */
function time(work: () => void): number {
  const start = performance.now();
  work();
  return ((performance.now() - start) * 1e6) / ELEMENTS;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
