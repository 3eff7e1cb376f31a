import uPlot from 'uplot';
import { axisLooks, keepToSize, readColors } from '../../../charts/plot-looks.ts';
import { type ChartAxis, tickText } from './chart-axis.ts';
import { chartZoom, crosshair } from './chart-settings.ts';
import type { DrawnCurve } from './curves.ts';
import type { Metric } from './metrics.ts';
import { createPainting, paintColumns, paintedPixels } from './paint.ts';

interface PlotOptions {
  readonly metric: Metric;
  readonly axis: ChartAxis;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Charts with equal keys move their cross-hairs together. */
  readonly syncKey: string;
  /** Called where the plot has another width than what was drawn. */
  readonly onSize: () => void;
}

/** What a plot is to show. */
export interface Picture {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly curves: readonly DrawnCurve[];
}

export interface CurvePlot {
  /** Device pixels that the curves have to themselves. */
  size(): { readonly width: number; readonly height: number };
  draw(picture: Picture): void;
  /** Moves the cross-hair by so many hundredths of the picture; from its middle where there was none. */
  step(hundredths: number): void;
  canvas(): HTMLCanvasElement;
  destroy(): void;
}

/** A uPlot that draws axes, cross-hair and selection, with the curves painted between. Dragging zooms all charts, a double click shows everything again. */
export function createCurvePlot(host: HTMLElement, options: PlotOptions): CurvePlot {
  const colors = readColors(host);
  const layer = document.createElement('canvas');
  let curves: readonly DrawnCurve[] = [];
  let drawnWidth = 0;

  const plot = new uPlot(
    {
      width: Math.max(120, host.clientWidth),
      height: host.clientHeight,
      legend: { show: false },
      padding: [10, 16, 0, 0],
      cursor: {
        sync: { key: options.syncKey, scales: ['x', null] },
        drag: { x: true, y: false, setScale: false },
        points: { show: false },
        y: false,
        bind: {
          dblclick: () => () => {
            chartZoom.set(null);
            return null;
          },
        },
      },
      scales: {
        x: { time: false, auto: false, distr: options.logX ? 3 : 1 },
        y: { auto: false, distr: options.logY ? 3 : 1 },
      },
      series: [{}, { show: false }],
      axes: [
        axisLooks(colors, {
          size: 28,
          space: 64,
          values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : tickText(tick, options.axis))),
        }),
        axisLooks(colors, {
          size: 56,
          space: 36,
          values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : shortValue(tick, options.metric))),
        }),
      ],
      hooks: {
        draw: [(self) => drawCurves(self, layer, curves, options.logY)],
        setCursor: [(self) => tellCrosshair(self)],
        setSelect: [(self) => zoomToSelection(self)],
        setSize: [(self) => sizeOf(self).width !== drawnWidth && options.onSize()],
      },
    },
    [
      [0, 1],
      [null, null],
    ],
    host,
  );
  const letGo = keepToSize(plot, host);
  plot.over.addEventListener('mouseleave', () => crosshair.set(null));

  return {
    size: () => sizeOf(plot),
    draw: ({ x, y, curves: drawn }) => {
      curves = drawn;
      drawnWidth = sizeOf(plot).width;
      plot.batch(() => {
        plot.setData([[...x], [null, null]], false);
        plot.setScale('x', { min: x[0], max: x[1] });
        plot.setScale('y', { min: y[0], max: y[1] });
      });
    },
    step: (hundredths) => {
      const { clientWidth } = plot.over;
      const { left } = plot.cursor;
      const from = left == null || left < 0 ? clientWidth / 2 : left;
      const to = Math.min(clientWidth, Math.max(0, from + (hundredths * clientWidth) / 100));
      plot.setCursor({ left: to, top: 0 });
    },
    canvas: () => plot.ctx.canvas,
    destroy: () => {
      letGo();
      plot.destroy();
    },
  };
}

function sizeOf(plot: uPlot): { width: number; height: number } {
  return {
    width: Math.max(1, Math.round(plot.bbox.width)),
    height: Math.max(1, Math.round(plot.bbox.height)),
  };
}

/** Bands below, lines above them, so that fifty runs hide each other's noise and not each other's course. */
function drawCurves(
  plot: uPlot,
  layer: HTMLCanvasElement,
  curves: readonly DrawnCurve[],
  logY: boolean,
): void {
  const { width, height } = sizeOf(plot);
  const { min, max } = plot.scales['y'] ?? {};
  if (min == null || max == null) return;
  const painting = createPainting(width, height);
  const scale = logY ? Math.log : (value: number) => value;
  const [bottom, top] = [scale(min), scale(max)];
  const toY = (value: number) => height * (1 - (scale(value) - bottom) / (top - bottom));
  for (const { band, line, colour } of curves) {
    if (band) paintColumns(painting, band, toY, { colour, opacity: line ? 0.25 : 1, thickness: 1 });
  }
  const thickness = (curves.length > 12 ? 1.25 : 2) * devicePixelRatio;
  for (const { line, colour } of curves) {
    if (line) paintColumns(painting, line, toY, { colour, opacity: 1, thickness });
  }
  layer.width = width;
  layer.height = height;
  layer.getContext('2d')?.putImageData(new ImageData(paintedPixels(painting), width), 0, 0);
  plot.ctx.drawImage(layer, Math.round(plot.bbox.left), Math.round(plot.bbox.top));
}

/** Only of the plot that is pointed at: those whose cross-hairs follow may not be drawn yet. */
function tellCrosshair(plot: uPlot): void {
  const { left } = plot.cursor;
  const isOrigin = plot.over.matches(':hover') || plot.root.parentElement === document.activeElement;
  if (isOrigin && left != null && left >= 0) crosshair.set(plot.posToVal(left, 'x'));
}

/** Fewer pixels than this were a click. */
const LEAST_DRAG = 4;

/** Of the plot that was dragged over: the others, which follow it, have no event of their own. */
function zoomToSelection(plot: uPlot): void {
  const { left, width } = plot.select;
  if (width >= LEAST_DRAG && plot.cursor.event) {
    chartZoom.set({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
  }
  if (width > 0) plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

/** Ticks need fewer digits than values. */
function shortValue(value: number, { isShare, format }: Metric): string {
  return isShare ? `${Number((value * 100).toPrecision(3))} %` : format(value).replace(/\.?0+(?=$| )/, '');
}
