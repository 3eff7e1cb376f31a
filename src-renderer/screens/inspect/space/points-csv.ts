import { csv } from '../parts/csv.ts';
import type { FeaturePoint } from './use-features.ts';

/** Points of the feature space as a file, a line each. */
export function pointsCsv(points: readonly FeaturePoint[], labels: readonly string[]): Blob {
  return csv(
    ['slot', 'class', 'said', 'x', 'y'],
    points.map(({ slot, label, predicted, x, y }) => [
      slot,
      labels[label] ?? '',
      labels[predicted] ?? '',
      x,
      y,
    ]),
  );
}
