import type {
  ActivationStatistics,
  Distribution,
  GradientStatistics,
  KernelStatistics,
} from '../../../src-shared/contract/inspect-answers.ts';
import type { NetVariable } from '../../../src-shared/nets/variables.ts';
import { MOST_VALUES } from '../net-session.ts';
import { spectralNorm } from './spectral-norm.ts';

/** Bins of a histogram. */
const BINS = 64;

/** How near to an end of its range tanh or sigmoid counts as saturated. */
const SATURATION = 0.01;

/** The figures of one kernel, of large ones by evenly spaced values; `before` is the kernel one step earlier, where that is known. */
export function kernelStatistics(
  { layer, shape }: Pick<NetVariable, 'layer' | 'shape'>,
  values: Float32Array,
  before: Float32Array | undefined,
): KernelStatistics {
  const some = evenlySpaced(values);
  return {
    layer,
    ...distribution(some),
    updateRatio: before ? updateRatio(some, evenlySpaced(before)) : null,
    spectralNorm: finite(spectralNorm(values, shape.at(-1) ?? 1)),
  };
}

/** The figures of a gradient. */
export function gradientStatistics(layer: string, values: Float32Array): GradientStatistics {
  return { layer, ...distribution(values) };
}

function evenlySpaced(values: Float32Array): Float32Array {
  if (values.length <= MOST_VALUES) return values;
  const step = values.length / MOST_VALUES;
  return Float32Array.from({ length: MOST_VALUES }, (_, index) => values[Math.floor(index * step)] ?? 0);
}

/** A layer whose outputs are looked at. */
interface Watched {
  readonly name: string;
  readonly activation?: string | undefined;
}

/** The figures of what a layer gave, [pictures, …, units]. */
export function activationStatistics(
  { name, activation }: Watched,
  values: Float32Array,
  units: number,
): ActivationStatistics {
  const isAlive = new Uint8Array(units);
  for (const [at, value] of values.entries()) if (value !== 0) isAlive[at % units] = 1;
  const alive = isAlive.reduce((sum, one) => sum + one, 0);
  return {
    layer: name,
    ...distribution(values),
    dead: (units - alive) / units,
    saturated: saturatedShare(values, activation),
  };
}

function saturatedShare(values: Float32Array, activation: Watched['activation']): number | null {
  if (activation !== 'tanh' && activation !== 'sigmoid') return null;
  const low = activation === 'tanh' ? -1 : 0;
  const isSaturated = (value: number) => value < low + SATURATION || value > 1 - SATURATION;
  return values.reduce((sum, value) => sum + (isSaturated(value) ? 1 : 0), 0) / values.length;
}

function distribution(values: Float32Array): Distribution {
  let [lowest, highest, sum, squares, zeros] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    sum += value;
    squares += value * value;
    if (value === 0) zeros++;
  }
  const mean = sum / values.length;
  return {
    histogram: histogram(values, lowest, highest),
    lowest: finite(lowest),
    highest: finite(highest),
    mean: finite(mean),
    deviation: finite(Math.sqrt(Math.max(0, squares / values.length - mean * mean))),
    zeros: zeros / values.length,
  };
}

function histogram(values: Float32Array, lowest: number, highest: number): number[] {
  const counts = new Array<number>(BINS).fill(0);
  const scale = highest > lowest ? BINS / (highest - lowest) : 0;
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.floor((value - lowest) * scale));
    if (bin >= 0) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** ‖after − before‖ / ‖before‖; null where nothing moved (a step that only added its gradients up) or something is no number. */
function updateRatio(after: Float32Array, before: Float32Array): number | null {
  let [moved, length] = [0, 0];
  for (const [index, value] of before.entries()) {
    moved += ((after[index] ?? 0) - value) ** 2;
    length += value * value;
  }
  return moved === 0 ? null : finite(Math.sqrt(moved / length));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
