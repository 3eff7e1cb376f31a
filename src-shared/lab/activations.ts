/** An activation function with its slope. */
export interface Activation {
  readonly title: string;
  readonly formula: string;
  readonly value: (x: number) => number;
  /** f′(x); ReLU's at 0 is taken as 0, as TensorFlow does. */
  readonly slope: (x: number) => number;
}

export type ActivationName = 'relu' | 'tanh' | 'sigmoid';

/** The three activations that the deck compares (slide "Advantages of ReLU over Tanh"). */
export const ACTIVATIONS: Readonly<Record<ActivationName, Activation>> = {
  relu: {
    title: 'ReLU',
    formula: 'max(0, x)',
    value: (x) => Math.max(0, x),
    slope: (x) => (x > 0 ? 1 : 0),
  },
  tanh: {
    title: 'tanh',
    formula: '(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)',
    value: Math.tanh,
    slope: (x) => 1 - Math.tanh(x) ** 2,
  },
  sigmoid: {
    title: 'Sigmoid',
    formula: '1 / (1 + e⁻ˣ)',
    value: sigmoid,
    slope: (x) => sigmoid(x) * (1 - sigmoid(x)),
  },
};

/**
 * What is left of a gradient after 0, 1, … `layers` layers of one unit with weight 1: dy/dx of f(f(…f(x))), which by the chain rule
 * is the product of the slopes on the way.
 */
export function gradientsThrough(name: ActivationName, x: number, layers: number): number[] {
  const { value, slope } = ACTIVATIONS[name];
  const gradients = [1];
  let input = x;
  let gradient = 1;
  for (let layer = 0; layer < layers; layer++) {
    gradient *= slope(input);
    input = value(input);
    gradients.push(gradient);
  }
  return gradients;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
