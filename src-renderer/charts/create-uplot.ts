import uPlot from 'uplot';
import { type ChartInput, type ChartTable, chartTable } from './chart-table.ts';
import { drawBestMark } from './draw-best-mark.ts';
import { axisLooks, keepToSize, readColors } from './plot-looks.ts';

/** The values under the cross-hair, or the latest ones where there is none (`x` null). */
export interface ChartPick {
  readonly x: number | null;
  readonly train: number | null;
  readonly val: number | null;
}

export interface PlotInput extends ChartInput {
  /** Place of the best checkpoint on the x axis. */
  readonly bestX: number | null;
}

export interface PlotOptions {
  readonly format: (value: number) => string;
  readonly syncKey: string;
  readonly logarithmic: boolean;
  readonly axis: 'steps' | 'epochs';
  readonly limits: readonly [number, number] | undefined;
  readonly onPick: (pick: ChartPick) => void;
}

export interface MetricPlot {
  draw(input: PlotInput): void;
  /** Moves the cross-hair along the points; from the last one where there was none. */
  moveCursor(points: number): void;
  /** Undoes a zoom. */
  showAll(): void;
  destroy(): void;
}

const SMOOTHED = 2;
const VALIDATION = 3;

/** A uPlot that fills `host` and keeps to its size. Colours come from the style sheet's variables when it is made. */
export function createUplot(host: HTMLElement, options: PlotOptions): MetricPlot {
  const colors = readColors(host);
  let bestX: number | null = null;

  const plot = new uPlot(
    {
      width: Math.max(120, host.clientWidth),
      height: host.clientHeight,
      legend: { show: false },
      padding: [16, 20, 0, 0],
      cursor: {
        sync: { key: options.syncKey },
        drag: { x: true, y: false },
        points: { size: 7 },
        y: false,
      },
      scales: {
        x: { time: false, range: (_, min, max) => (min === max ? [0, Math.max(1, max)] : [min, max]) },
        y: { distr: options.logarithmic ? 3 : 1, ...yRange(options) },
      },
      series: [
        {},
        { stroke: colors.train, alpha: 0.25, width: 1, points: { show: false } },
        { stroke: colors.train, width: 2, points: { show: false } },
        {
          stroke: colors.val,
          width: 2,
          spanGaps: true,
          points: { show: true, size: 6, fill: colors.val, stroke: colors.surface, width: 1 },
        },
      ],
      axes: [
        axisLooks(colors, { size: 28, space: 72 }),
        axisLooks(colors, {
          size: 52,
          space: 36,
          values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : shortNumber(tick, options))),
        }),
      ],
      hooks: {
        draw: [(self) => bestX !== null && drawBestMark(self, bestX, colors)],
        setCursor: [(self) => options.onPick(pickAt(self))],
      },
    },
    emptyTable(),
    host,
  );

  const letGo = keepToSize(plot, host);

  return {
    draw: (input) => {
      bestX = input.bestX;
      const keepsZoom = isZoomed(plot);
      plot.setData(chartTable(input), !keepsZoom);
      if (keepsZoom) plot.redraw();
      options.onPick(pickAt(plot));
    },
    moveCursor: (points) => {
      const last = plot.data[0].length - 1;
      const index = Math.min(last, Math.max(0, (plot.cursor.idx ?? last) + points));
      const x = plot.data[0][index];
      if (x !== undefined) plot.setCursor({ left: plot.valToPos(x, 'x'), top: 0 });
    },
    showAll: () => plot.setData(plot.data, true),
    destroy: () => {
      letGo();
      plot.destroy();
    },
  };
}

/** Whether less than all of the points is shown. */
function isZoomed(plot: uPlot): boolean {
  const x = plot.data[0];
  const { min, max } = plot.scales['x'] ?? {};
  const [first, last] = [x[0], x[x.length - 1]];
  if (min == null || max == null || first === undefined || last === undefined) return false;
  return min > first || max < last;
}

/** The smoothed training value, and the nearest validation value at or before it. */
function pickAt(plot: uPlot): ChartPick {
  const last = plot.data[0].length - 1;
  const index = plot.cursor.idx ?? last;
  const validation = plot.data[VALIDATION] ?? [];
  let at = index;
  while (at >= 0 && (validation[at] ?? null) === null) at -= 1;
  return {
    x: plot.cursor.idx == null ? null : (plot.data[0][index] ?? null),
    train: plot.data[SMOOTHED]?.[index] ?? null,
    val: validation[at] ?? null,
  };
}

/** Losses start near zero and spikes may leave the picture only upwards; shares keep to their limits with a little room. */
function yRange({ limits, logarithmic }: PlotOptions): Pick<uPlot.Scale, 'range'> {
  if (logarithmic) return {};
  if (limits) return { range: () => [limits[0], limits[1]] };
  return { range: (_, __, max) => (max == null ? [0, 1] : [0, max * 1.05]) };
}

/** Axis labels need fewer digits than the read-out. */
function shortNumber(value: number, { limits }: PlotOptions): string {
  return limits ? `${Math.round(value * 100)} %` : String(Number(value.toPrecision(3)));
}

function emptyTable(): ChartTable {
  return [new Float64Array(0), new Float64Array(0), new Float64Array(0), []];
}
