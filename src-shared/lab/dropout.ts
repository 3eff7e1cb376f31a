import { random } from '../random.ts';

/** A small dense network to look at: `weights[layer][to][from]`, ReLU between its layers, no biases. */
export interface SmallNet {
  /** Units of each layer, input first. */
  readonly units: readonly number[];
  readonly weights: readonly (readonly (readonly number[])[])[];
}

/** Which units of each layer are on, input and output included. */
export type Mask = readonly (readonly boolean[])[];

/** A network whose weights are drawn from `seed`, scaled as He et al. do so that values neither die nor explode. */
export function smallNet(units: readonly number[], seed: number): SmallNet {
  const draw = random('small-net', seed);
  const weights = units.slice(1).map((outputs, layer) => {
    const inputs = units[layer] ?? 0;
    return Array.from({ length: outputs }, () =>
      Array.from({ length: inputs }, () => draw.normal() * Math.sqrt(2 / inputs)),
    );
  });
  return { units, weights };
}

/** Switches each unit of the hidden layers off with probability `rate`; input and output stay on (deck, "Dropout"). */
export function drawMask({ units }: SmallNet, rate: number, seed: number): Mask {
  const draw = random('dropout', seed);
  return units.map((count, layer) => {
    const isHidden = layer > 0 && layer < units.length - 1;
    return Array.from({ length: count }, () => !isHidden || draw.uniform() >= rate);
  });
}

/**
 * The values of all units. While training units that are off give 0 and the other hidden ones are multiplied by 1 / (1 − rate), so
 * that the sum that the next layer gets stays what it was on average. `mask` null: as when the network is used, all units are on.
 */
export function forward(
  { weights }: SmallNet,
  input: readonly number[],
  mask: Mask | null,
  rate: number,
): number[][] {
  const layers: number[][] = [[...input]];
  weights.forEach((matrix, index) => {
    const before = layers[index] ?? [];
    const isLast = index === weights.length - 1;
    layers.push(
      matrix.map((row, unit) => {
        const sum = row.reduce((total, weight, from) => total + weight * (before[from] ?? 0), 0);
        const value = isLast ? sum : Math.max(0, sum);
        if (mask === null || isLast) return value;
        return mask[index + 1]?.[unit] ? value / (1 - rate) : 0;
      }),
    );
  });
  return layers;
}
