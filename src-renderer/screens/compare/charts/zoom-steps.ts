import type { Zoom } from './chart-settings.ts';

/** The stretch `share` of its width further to the right; on a logarithmic axis by that share of its decades. */
export function panned([min, max]: readonly [number, number], share: number, logarithmic: boolean): Zoom {
  if (!logarithmic) return { from: Math.max(0, min + share * (max - min)), to: max + share * (max - min) };
  const step = (max / min) ** share;
  return { from: min * step, to: max * step };
}

/** The stretch around a place (default: its middle) that is `factor` times as wide; never before zero. */
export function zoomed(
  [min, max]: readonly [number, number],
  around: number | null,
  factor: number,
  logarithmic: boolean,
): Zoom {
  if (!logarithmic) {
    const centre = around ?? (min + max) / 2;
    return { from: Math.max(0, centre - factor * (centre - min)), to: centre + factor * (max - centre) };
  }
  const centre = around ?? Math.sqrt(min * max);
  return { from: centre * (min / centre) ** factor, to: centre * (max / centre) ** factor };
}
