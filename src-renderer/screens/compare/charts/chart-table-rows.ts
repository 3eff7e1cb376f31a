import type { ChartSettings } from './chart-settings.ts';
import type { Picture } from './curve-plot.ts';

/**
 * What a chart shows, in rows: run, place on the axis, lowest value, middle of the line, highest value. At `places` places of equal distance
 * on the picture (default: at every pixel), without those where a run has nothing.
 */
export function* tableRows(
  { x, curves }: Pick<Picture, 'x' | 'curves'>,
  { logX }: Pick<ChartSettings, 'logX'>,
  places?: number,
): Generator<[name: string, x: number, low: number, mean: number, high: number]> {
  for (const { name, band, line } of curves) {
    const middle = line ?? band;
    if (!middle) continue;
    const width = middle.low.length;
    const count = Math.min(width, places ?? width);
    for (let place = 0; place < count; place += 1) {
      const column = count === 1 ? 0 : Math.round((place * (width - 1)) / (count - 1));
      const [low, high] = [middle.low[column] ?? Number.NaN, middle.high[column] ?? Number.NaN];
      if (Number.isNaN(low)) continue;
      const outer = band ?? middle;
      const share = (column + 0.5) / width;
      const at = logX ? x[0] * (x[1] / x[0]) ** share : x[0] + share * (x[1] - x[0]);
      yield [
        name,
        Number(at.toPrecision(8)),
        outer.low[column] ?? low,
        (low + high) / 2,
        outer.high[column] ?? high,
      ];
    }
  }
}
