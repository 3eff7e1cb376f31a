import { ACTIVATIONS, type ActivationName } from '../../../../src-shared/lab/activations.ts';
import type { PlotLine } from '../parts/line-plot.tsx';

/** The activations in the order of their looks in every plot. */
export const ACTIVATION_ORDER: readonly { readonly name: ActivationName; readonly look: PlotLine['look'] }[] =
  [
    { name: 'relu', look: 0 },
    { name: 'tanh', look: 1 },
    { name: 'sigmoid', look: 2 },
  ];

const X: readonly [number, number] = [-6, 6];
const POINTS = 240;

/** The three curves, or their slopes, with the values at `at` for the legend. */
export function activationLines(what: 'value' | 'slope', at: number): PlotLine[] {
  return ACTIVATION_ORDER.map(({ name, look }) => {
    const curve = ACTIVATIONS[name][what];
    return {
      name: ACTIVATIONS[name].title,
      look,
      value: curve(at).toFixed(3),
      points: Array.from({ length: POINTS + 1 }, (_, index) => {
        const x = X[0] + ((X[1] - X[0]) * index) / POINTS;
        return [x, curve(x)] as const;
      }),
    };
  });
}
