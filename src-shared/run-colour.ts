import type { Run } from './contract/runs.ts';

/**
 * Colours that tell runs apart. Each has a contrast of 3:1 and more with the surfaces of the light and of the dark scheme, and any two stay
 * apart for people without red or green cones too (test/unit/run-colour.test.ts).
 */
export const RUN_COLOURS = [
  '#0069bf',
  '#ee7001',
  '#008061',
  '#e5065d',
  '#833ffd',
  '#975900',
  '#d26ad8',
  '#979398',
] as const;

/** A run's colour in every table and chart, as `#rrggbb`: the one that somebody gave it, else one by its number, so that neighbours differ. */
export function runColour({ marks, number }: Pick<Run, 'marks' | 'number'>): string {
  return marks.colour ?? RUN_COLOURS[Math.max(0, number - 1) % RUN_COLOURS.length] ?? RUN_COLOURS[0];
}
