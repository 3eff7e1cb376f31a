import { escapeMarkup } from './escape-markup.ts';
import { shorten, widthInLetters } from './shorten.ts';

/** Colours of a chart: `currentColor` on a page that is light or dark, fixed ones on paper. */
export interface SvgColours {
  readonly ink: string;
  readonly paper: string;
}

/** A line of a chart: points that are no numbers leave a gap. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly dashed?: boolean;
  /** Number of its colour; default its place. */
  readonly colour?: number;
}

export interface LineChart {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly lines: readonly Line[];
  /** Highest y that is drawn; default the highest there is. */
  readonly top?: number;
}

/** Okabe and Ito's colours without black and yellow: told apart by the colour-blind, and seen on light and on dark. */
export const LINE_COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;

export const CHART = { width: 640, height: 260 } as const;
const AREA = { left: 56, right: 12, top: 26, bottom: 38 } as const;

/** Lines over axes with round numbers, and a legend, as SVG text. */
export function lineChart({ xTitle, yTitle, lines, top }: LineChart, { ink }: SvgColours): string {
  const points = lines.flatMap((line) => line.points).filter(([, y]) => Number.isFinite(y));
  const xs = extent(points.map(([x]) => x));
  const ys = withRoom(extent(points.map(([, y]) => (top === undefined ? y : Math.min(y, top)))));
  const [xTicks, yTicks] = [ticks(xs), ticks(ys)];
  const span = ([low, high]: readonly [number, number]) => (high > low ? high - low : 1);
  const right = CHART.width - AREA.right;
  const bottom = CHART.height - AREA.bottom;
  const x = (value: number) => AREA.left + ((value - xs[0]) / span(xs)) * (right - AREA.left);
  const y = (value: number) =>
    Math.max(AREA.top, bottom - ((value - ys[0]) / span(ys)) * (bottom - AREA.top));
  const say = (at: [number, number], words: string, more = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" fill="${ink}" font-size="11" ${more}>${escapeMarkup(words)}</text>`;
  const rule = (x1: number, y1: number, x2: number, y2: number) =>
    `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${ink}" stroke-opacity="0.18"/>`;

  const parts = [
    ...yTicks.map((tick) => rule(AREA.left, y(tick), right, y(tick))),
    ...yTicks.map((tick) => say([AREA.left - 6, y(tick) + 4], tickText(tick), 'text-anchor="end"')),
    ...xTicks.map((tick) => say([x(tick), bottom + 15], tickText(tick), 'text-anchor="middle"')),
    say([(AREA.left + right) / 2, CHART.height - 6], xTitle, 'text-anchor="middle"'),
    say([4, 14], yTitle, 'font-weight="bold"'),
    ...lines.map((line, at) => pathOf(line, colourOf(line, at), x, y)),
    ...legend(lines, say),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CHART.width} ${CHART.height}" width="${CHART.width}" height="${CHART.height}" font-family="Roboto, sans-serif">${parts.join('')}</svg>`;
}

function colourOf(line: Line, at: number): string {
  return LINE_COLOURS[(line.colour ?? at) % LINE_COLOURS.length] ?? LINE_COLOURS[0];
}

function pathOf(
  { points, dashed }: Line,
  colour: string,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  let pen = 'M';
  const path: string[] = [];
  for (const [px, py] of points) {
    if (!Number.isFinite(py)) {
      pen = 'M';
      continue;
    }
    path.push(`${pen}${x(px).toFixed(1)} ${y(py).toFixed(1)}`);
    pen = 'L';
  }
  const shown = points.length === 1 ? pointMark(points, colour, x, y) : '';
  const dash = dashed ? ' stroke-dasharray="5 4"' : '';
  return `<path d="${path.join('') || 'M0 0'}" fill="none" stroke="${colour}" stroke-width="1.6"${dash}/>${shown}`;
}

/** A single point is no line. */
function pointMark(
  points: Line['points'],
  colour: string,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const [px, py] = points[0] ?? [0, Number.NaN];
  return Number.isFinite(py)
    ? `<circle cx="${x(px).toFixed(1)}" cy="${y(py).toFixed(1)}" r="3.5" fill="${colour}"/>`
    : '';
}

/** Names at the top, from the right. */
function legend(lines: readonly Line[], say: (at: [number, number], words: string, more?: string) => string) {
  const shown = lines.slice(0, LINE_COLOURS.length);
  const names = shown.map(({ name }) => shorten(name, 26));
  const widths = names.map((name) => 30 + widthInLetters(name) * 6);
  let left = CHART.width - AREA.right - widths.reduce((sum, width) => sum + width, 0);
  return shown.flatMap((line, at) => {
    const colour = colourOf(line, at);
    const dash = line.dashed ? ' stroke-dasharray="4 3"' : '';
    const from = Math.max(80, left);
    const mark = `<line x1="${from}" y1="10" x2="${from + 16}" y2="10" stroke="${colour}" stroke-width="2.5"${dash}/>`;
    left += widths[at] ?? 0;
    return [mark, say([from + 20, 14], names[at] ?? '')];
  });
}

function extent(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 1];
}

/** A line that is flat is drawn above zero and not on the axis. */
function withRoom([low, high]: readonly [number, number]): readonly [number, number] {
  return low < high ? [low, high] : [Math.min(0, low), low === 0 ? 1 : Math.max(0, low * 1.25)];
}

/** Four to nine round numbers within. */
function ticks([low, high]: readonly [number, number]): number[] {
  const span = high > low ? high - low : 1;
  const rough = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * rough).find((size) => span / size <= 8) ?? rough * 10;
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.floor((high - first) / step + 1e-9) + 1 }, (_, at) => first + at * step);
}

function tickText(value: number): string {
  return String(Number(value.toPrecision(4)));
}
