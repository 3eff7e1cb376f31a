import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { useStore } from '../../../state/store.ts';
import type { ComparedRun } from '../compared-run.ts';
import { placeText } from './chart-axis.ts';
import { type ChartSettings, chartZoom, crosshair, type Zoom } from './chart-settings.ts';
import classes from './charts.module.css';
import { type CurvePlot, createCurvePlot, type Picture } from './curve-plot.ts';
import { curvesOf, valuesOf } from './curves.ts';
import type { Metric } from './metrics.ts';
import { paddedRange } from './padded-range.ts';
import { SaveChart } from './save-chart.tsx';
import type { SeriesSource } from './series-source.ts';
import { extentOf } from './value-at.ts';
import { panned, zoomed } from './zoom-steps.ts';

export interface CurveChartProps {
  readonly title: string;
  readonly metric: Metric;
  readonly runs: readonly ComparedRun[];
  /** Those whose extent the axes go by: the same in every one of small multiples. */
  readonly scaleRuns: readonly ComparedRun[];
  readonly source: SeriesSource;
  readonly settings: ChartSettings;
  readonly syncKey: string;
}

/** One metric of some runs. Numbers go from the source to the canvas; React only makes the frame. */
export function CurveChart(props: CurveChartProps) {
  const { title, metric, runs, source, settings, syncKey } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<CurvePlot>(null);
  const empty = useRef<HTMLParagraphElement>(null);
  const drawn = useRef<Picture>({ curves: [], x: [0, 1], y: [0, 1] });
  const help = useId();
  const scheme = useComputedColorScheme('light');
  const { axis, logX } = settings;
  const logY = settings.logY && !metric.isShare;
  const redraw = useRef(() => {});
  const latest = useRef(props);
  latest.current = props;

  // What cannot be changed on a living plot makes a new one; it is drawn once a frame, and only while it is on the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `scheme` is not read here, but the colours are
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let frame = 0;
    let isSeen = false;
    let shown: { readonly width: number; readonly picture: Picture } | undefined;
    const draw = () => {
      frame = 0;
      const now = latest.current;
      const { width } = made.size();
      source.widen(width);
      const extent = extentOf(now.scaleRuns, source, axis, logX);
      const zoom = chartZoom.get();
      const x: [number, number] = zoom ? [zoom.from, zoom.to] : (extent ?? (logX ? [1, 10] : [0, 1]));
      const horizontal = { min: x[0], max: x[1], logarithmic: logX, width };
      const curves = curvesOf(now.runs, metric, source, now.settings, horizontal);
      const scaled =
        now.scaleRuns === now.runs
          ? curves
          : curvesOf(now.scaleRuns, metric, source, now.settings, horizontal);
      const { isComplete, pending, unprepared } = source.status.get();
      if (empty.current)
        empty.current.hidden = curves.length > 0 || !isComplete || pending.size + unprepared.size > 0;
      const y = paddedRange(valuesOf(scaled, logY), { isShare: metric.isShare, logarithmic: logY });
      const picture = { x, y, curves };
      if (shown?.width === width && isSamePicture(shown.picture, picture)) return;
      shown = { width, picture };
      drawn.current = picture;
      made.draw(picture);
    };
    const request = () => {
      if (frame === 0 && isSeen) frame = requestAnimationFrame(draw);
    };
    const made = createCurvePlot(element, { metric, axis, logX, logY, syncKey, onSize: request });
    plot.current = made;
    redraw.current = request;
    // Before it is drawn: the numbers are asked for while the page is laid out.
    source.widen(made.size().width);
    const watcher = new IntersectionObserver(([entry]) => {
      isSeen = entry?.isIntersecting ?? false;
      request();
    });
    watcher.observe(element);
    const ends = [source.subscribe(request), chartZoom.subscribe(request)];
    return () => {
      for (const end of ends) end();
      watcher.disconnect();
      cancelAnimationFrame(frame);
      plot.current = null;
      made.destroy();
    };
  }, [metric, axis, logX, logY, syncKey, source, scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: they are read when it is drawn
  useEffect(() => redraw.current(), [runs, settings]);

  const zoomTo = (zoom: Zoom) => {
    const extent = extentOf(props.scaleRuns, source, axis, logX);
    const isAll = extent !== null && zoom.from <= extent[0] && zoom.to >= extent[1];
    chartZoom.set(isAll ? null : zoom);
  };
  const press = (event: React.KeyboardEvent) => {
    const { x } = drawn.current;
    const sign = event.key === 'ArrowLeft' ? -1 : 1;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (event.shiftKey) zoomTo(panned(x, sign * 0.1, logX));
      else plot.current?.step(sign);
    } else if (event.key === '+' || event.key === '=') zoomTo(zoomed(x, crosshair.get(), 0.5, logX));
    else if (event.key === '-') zoomTo(zoomed(x, crosshair.get(), 2, logX));
    else if (event.key === 'Escape') chartZoom.set(null);
    else return;
    event.preventDefault();
  };

  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{title}</span>
        <Crosshair settings={settings} />
        <SaveChart title={title} metric={metric} settings={settings} plot={plot} drawn={drawn} />
      </figcaption>
      <div
        ref={host}
        className={classes.plot}
        data-layout={settings.layout}
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the cross-hair
        tabIndex={0}
        aria-label={`${title} of ${runs.map(({ run }) => run.name).join(', ')}`}
        aria-describedby={help}
        onKeyDown={press}
      />
      <p ref={empty} className={classes.empty} hidden>
        Nothing of this was measured.
      </p>
      <span id={help} hidden>
        The arrow keys move the cross-hair, with Shift the picture; plus and minus zoom, Escape shows
        everything. Values stand in the table above.
      </span>
    </figure>
  );
}

function isSamePicture(one: Picture, other: Picture): boolean {
  return (
    [...one.x, ...one.y].join() === [...other.x, ...other.y].join() &&
    one.curves.length === other.curves.length &&
    one.curves.every((curve, index) => curve === other.curves[index])
  );
}

/** Where the cross-hair is. */
function Crosshair({ settings }: { settings: ChartSettings }) {
  const x = useStore(crosshair, (place) => place);
  return <span className={classes.place}>{x === null ? '' : placeText(x, settings.axis)}</span>;
}
