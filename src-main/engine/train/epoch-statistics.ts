import type {
  ActivationStatistics,
  Distribution,
  GradientStatistics,
  KernelStatistics,
} from '../../../src-shared/contract/inspect-answers.ts';
import type { NetVariable } from '../../../src-shared/nets/variables.ts';
import { watchedStride } from '../net-session.ts';
import { spectralNorm } from './spectral-norm.ts';

/** Bins of a histogram. */
const BINS = 64;

/** How near to an end of its range tanh or sigmoid counts as saturated. */
const SATURATION = 0.01;

/** The figures of one kernel, of large ones by every `watchedStride`th value; `before` is what `NetSession.readSome` gave one step earlier, where that is known. */
export function kernelStatistics(
  { layer, shape }: Pick<NetVariable, 'layer' | 'shape'>,
  values: Float32Array,
  before: Float32Array | undefined,
): KernelStatistics {
  const some = evenlySpaced(values);
  return {
    layer,
    ...distribution(some),
    updateRatio: before ? updateRatio(some, before) : null,
    spectralNorm: finite(spectralNorm(values, shape.at(-1) ?? 1)),
  };
}

/** The figures of a gradient. */
export function gradientStatistics(layer: string, values: Float32Array): GradientStatistics {
  return { layer, ...distribution(values) };
}

function evenlySpaced(values: Float32Array): Float32Array {
  const stride = watchedStride(values.length);
  if (stride === 1) return values;
  const some = new Float32Array(Math.ceil(values.length / stride));
  for (let index = 0; index < some.length; index++) some[index] = values[index * stride] ?? 0;
  return some;
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
  for (let start = 0; start < values.length; start += units) {
    for (let unit = 0; unit < units; unit++) if (values[start + unit] !== 0) isAlive[unit] = 1;
  }
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
    // Not `Math.min`, which makes this loop take five times as long.
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    sum += value;
    squares += value * value;
    if (value === 0) zeros++;
  }
  const mean = sum / values.length;
  // Where a value is no number, neither the ends nor a histogram say anything.
  if (Number.isNaN(mean)) [lowest, highest] = [Number.NaN, Number.NaN];
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
  for (let index = 0; index < before.length; index++) {
    const value = before[index] ?? 0;
    moved += ((after[index] ?? 0) - value) ** 2;
    length += value * value;
  }
  return moved === 0 ? null : finite(Math.sqrt(moved / length));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
