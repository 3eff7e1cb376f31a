import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import type { EpochValue } from './chart-table.ts';
import { type ChartPick, createUplot, type MetricPlot } from './create-uplot.ts';
import type { LiveSeries, StepColumn } from './live-series.ts';
import classes from './metric-chart.module.css';

export interface ChartView {
  readonly axis: 'steps' | 'epochs';
  /** 0..1, see `smooth`. */
  readonly smoothing: number;
  readonly logarithmic: boolean;
}

interface MetricChartProps {
  readonly title: string;
  readonly series: LiveSeries;
  readonly column: StepColumn;
  readonly validation: readonly EpochValue[];
  /** The step of the best checkpoint, to be marked. */
  readonly bestStep: number | null;
  readonly stepsPerEpoch: number;
  readonly view: ChartView;
  readonly format: (value: number) => string;
  /** Charts with equal keys move their cross-hairs together. */
  readonly syncKey: string;
  /** Values beyond which the y axis never reaches, such as [0, 1] for shares. */
  readonly limits?: readonly [number, number];
}

/**
 * Training (raw faint, smoothed strong) and validation of one figure over the run. The points never pass through React: the plot is
 * fed from the live series at most once a frame, and so is the line of figures above it.
 */
export function MetricChart(props: MetricChartProps) {
  const { title, series, column, validation, bestStep, stepsPerEpoch, view, format, syncKey, limits } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<MetricPlot>(null);
  const trainReadout = useRef<HTMLSpanElement>(null);
  const valReadout = useRef<HTMLSpanElement>(null);
  const placeReadout = useRef<HTMLSpanElement>(null);
  const emptyNote = useRef<HTMLParagraphElement>(null);
  const help = useId();
  const scheme = useComputedColorScheme('light');
  const unit = view.axis === 'epochs' ? Math.max(1, stepsPerEpoch) : 1;

  const latest = useRef(props);
  latest.current = props;

  // What cannot be changed on a living plot makes a new one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `scheme` is not read here, but the colours are
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const show = (pick: ChartPick) => {
      const { format: text, view: shown } = latest.current;
      setText(trainReadout.current, pick.train === null ? null : text(pick.train));
      setText(valReadout.current, pick.val === null ? null : text(pick.val));
      setText(placeReadout.current, pick.x === null ? null : placeText(pick.x, shown.axis));
    };
    const made = createUplot(element, {
      format,
      syncKey,
      logarithmic: view.logarithmic,
      axis: view.axis,
      limits,
      onPick: show,
    });
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [format, syncKey, view.logarithmic, view.axis, limits, scheme]);

  // Draws once a frame, however many points came.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot, made by the effect above, has to be fed too
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      if (emptyNote.current) emptyNote.current.hidden = series.length > 0;
      plot.current?.draw({
        steps: series.column('step'),
        values: series.column(column),
        epochValues: validation,
        smoothing: view.smoothing,
        unit,
        bestX: bestStep === null ? null : bestStep / unit,
      });
    };
    const request = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    draw();
    const unsubscribe = series.subscribe(request);
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [series, column, validation, bestStep, view, unit, scheme, format, limits, syncKey]);

  const lastValidation = validation.at(-1);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{title}</span>
        <span className={classes.legend}>
          <span className={classes.place} ref={placeReadout} />
          <span className={classes.train}>
            Training <span className={classes.value} ref={trainReadout} />
          </span>
          <span className={classes.val}>
            Validation <span className={classes.value} ref={valReadout} />
          </span>
        </span>
      </figcaption>
      <div
        ref={host}
        className={classes.plot}
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the cross-hair
        tabIndex={0}
        aria-label={`${title} chart${lastValidation ? `, validation at ${format(lastValidation.value)} after ${validation.length} epochs` : ''}`}
        aria-describedby={help}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
            event.preventDefault();
            plot.current?.moveCursor((event.key === 'ArrowLeft' ? -1 : 1) * (event.shiftKey ? 10 : 1));
          }
          if (event.key === 'Escape') plot.current?.showAll();
        }}
      />
      <p ref={emptyNote} className={classes.empty}>
        The first steps appear here in a moment.
      </p>
      <span id={help} hidden>
        The arrow keys read single points. Drag to zoom in, double-click or press Escape to see everything.
      </span>
    </figure>
  );
}

function setText(element: HTMLElement | null, text: string | null): void {
  if (element) element.textContent = text ?? '';
}

function placeText(x: number, axis: ChartView['axis']): string {
  return axis === 'steps' ? `Step ${x.toLocaleString('en-US')}` : `Epoch ${x.toFixed(2)}`;
}
