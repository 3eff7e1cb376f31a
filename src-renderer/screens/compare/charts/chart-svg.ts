import { type Columns, placing } from '../../../../src-shared/series/columns.ts';
import { linearTicks } from '../../lab/parts/linear-ticks.ts';
import { tickText } from './chart-axis.ts';
import type { ChartSettings } from './chart-settings.ts';
import type { Picture } from './curve-plot.ts';
import type { Metric } from './metrics.ts';

const LEFT = 64;
const TOP = 36;
const HEIGHT = 280;
const LINE = 20;

/** A chart as a drawing: title, axes, every column of every curve, and the names of the runs below. */
export function chartSvg(
  title: string,
  metric: Metric,
  { axis, logX, logY }: ChartSettings,
  picture: Picture,
): Blob {
  const { curves } = picture;
  const width = curves.reduce((most, { band, line }) => Math.max(most, (line ?? band)?.low.length ?? 0), 1);
  const isLogY = logY && !metric.isShare;
  const placeX = placing({ min: picture.x[0], max: picture.x[1], logarithmic: logX, width });
  const upwards = placing({ min: picture.y[0], max: picture.y[1], logarithmic: isLogY, width: HEIGHT });
  const placeY = (value: number) => HEIGHT - Math.min(HEIGHT, Math.max(0, upwards(value)));
  const ticksX = ticks(picture.x, logX, 6).map(
    (x) =>
      `<text x="${round(placeX(x))}" y="${HEIGHT + 18}" text-anchor="middle">${escaped(tickText(x, axis))}</text>`,
  );
  const ticksY = ticks(picture.y, isLogY, 6).map((y) => {
    const at = round(placeY(y));
    return `<path d="M0 ${at}H${width}" stroke="#ccc"/><text x="-8" y="${at + 4}" text-anchor="end">${escaped(metric.format(y))}</text>`;
  });
  const drawn = curves.flatMap(({ band, line, colour }) => [
    ...(band ? [`<path d="${path(band, placeY)}" stroke="${colour}" opacity="${line ? 0.25 : 1}"/>`] : []),
    ...(line ? [`<path d="${path(line, placeY)}" stroke="${colour}" stroke-width="1.5"/>`] : []),
  ]);
  const names = curves.map(({ name, colour }, index) => {
    const y = HEIGHT + 44 + index * LINE;
    return `<path d="M0 ${y - 4}h16" stroke="${colour}" stroke-width="3"/><text x="24" y="${y}">${escaped(name)}</text>`;
  });
  const size = { width: LEFT + width + 16, height: TOP + HEIGHT + 36 + LINE * (curves.length + 1) };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="system-ui, sans-serif" font-size="12" fill="#333">
<rect width="100%" height="100%" fill="#fff"/><text x="${LEFT}" y="20" font-size="14" font-weight="600">${escaped(title)}</text>
<g transform="translate(${LEFT} ${TOP})">${ticksX.join('')}${ticksY.join('')}<g fill="none">${drawn.join('')}</g>${names.join('')}</g></svg>`;
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** Up and down each column, beginning with the end that is nearer to where the line is. */
function path({ low, high }: Columns, placeY: (value: number) => number): string {
  let text = '';
  let last = Number.NaN;
  for (let column = 0; column < low.length; column += 1) {
    const [bottom, top] = [low[column] ?? Number.NaN, high[column] ?? Number.NaN];
    if (Number.isNaN(bottom)) {
      last = Number.NaN;
      continue;
    }
    const [a, b] = [placeY(bottom), placeY(top)];
    const [first, second] = Math.abs(a - last) <= Math.abs(b - last) || Number.isNaN(last) ? [a, b] : [b, a];
    text += `${Number.isNaN(last) ? 'M' : 'L'}${column + 0.5} ${round(first)}`;
    if (round(second) !== round(first)) text += `V${round(second)}`;
    last = second;
  }
  return text;
}

function ticks(range: readonly [number, number], logarithmic: boolean, count: number): number[] {
  if (!logarithmic) return linearTicks(range, count);
  const first = Math.ceil(Math.log10(range[0]));
  const powers = Math.floor(Math.log10(range[1])) - first + 1;
  return powers < 2
    ? linearTicks(range, count)
    : Array.from({ length: powers }, (_, index) => 10 ** (first + index));
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
