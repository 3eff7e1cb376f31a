import { useElementSize } from '@mantine/hooks';
import type { ReactNode, RefObject } from 'react';
import classes from './line-plot.module.css';
import { linearTicks } from './linear-ticks.ts';
import { numberText } from './number-text.ts';

export interface PlotLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** First, second, third of the plot: colour and dashes tell them apart. */
  readonly look: 0 | 1 | 2;
  /** What the legend says behind the name. */
  readonly value?: string;
}

interface LinePlotProps {
  readonly title: string;
  readonly lines: readonly PlotLine[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly height?: number;
  readonly xTitle?: string;
  readonly formatX?: (value: number) => string;
  readonly formatY?: (value: number) => string;
  /** Place on the x axis that is marked. */
  readonly markX?: number;
  readonly showDots?: boolean;
  /** Whether only whole numbers mean something on the x axis, such as layers. */
  readonly isCounted?: boolean;
  /** Where the drawing is to be found, to save it. */
  readonly drawing?: RefObject<SVGSVGElement | null>;
  /** Stands at the end of the heading. */
  readonly aside?: ReactNode;
}

const MARGIN = { top: 8, right: 12, left: 48 };

/** Room below the plot for its numbers, and for a title below them. */
const BOTTOM = { numbers: 24, title: 40 };

const LOOKS = [
  { stroke: 'var(--chart-train)', strokeDasharray: 'none' },
  { stroke: 'var(--chart-val)', strokeDasharray: '7 4' },
  { stroke: 'var(--chart-text)', strokeDasharray: '2 3' },
] as const;

/** A few lines on two linear axes. What lies outside of the axes is not drawn. */
export function LinePlot(props: LinePlotProps) {
  const {
    title,
    lines,
    x,
    y,
    height = 260,
    xTitle,
    formatX = numberText,
    formatY = numberText,
    markX,
    showDots,
    isCounted,
    drawing,
    aside,
  } = props;
  const { ref, width } = useElementSize();
  const bottom = xTitle ? BOTTOM.title : BOTTOM.numbers;
  const inner = {
    width: Math.max(0, width - MARGIN.left - MARGIN.right),
    height: height - MARGIN.top - bottom,
  };
  const mostTicks = Math.max(2, Math.round(inner.width / 64));
  const xTicks = isCounted ? Math.min(mostTicks, x[1] - x[0]) : mostTicks;
  const placeX = (value: number) => MARGIN.left + ((value - x[0]) / (x[1] - x[0])) * inner.width;
  const placeY = (value: number) => MARGIN.top + (1 - (value - y[0]) / (y[1] - y[0])) * inner.height;
  const isInside = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;
  const summary = lines
    .map(({ name, value }) => (value === undefined ? name : `${name} ${value}`))
    .join(', ');
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{title}</span>
        <span className={classes.end}>
          <span className={classes.legend}>
            {lines.map(({ name, look, value }) => (
              <span key={name}>
                <svg width={20} height={4} aria-hidden>
                  <line x1={0} x2={20} y1={2} y2={2} strokeWidth={3} style={LOOKS[look]} />
                </svg>
                {name}
                {value !== undefined && <b>{value}</b>}
              </span>
            ))}
          </span>
          {aside}
        </span>
      </figcaption>
      <div ref={ref}>
        {/* Without a first size there is nothing to lay out; the height is kept so that nothing jumps. */}
        <svg
          ref={drawing}
          className={classes.plot}
          height={height}
          data-width={width}
          role="img"
          aria-label={`${title}: ${summary}`}
        >
          {width > 0 && (
            <>
              {linearTicks(y, Math.max(2, Math.round(inner.height / 40))).map((tick) => (
                <g key={tick}>
                  <line
                    className={tick === 0 ? classes.zero : classes.grid}
                    x1={MARGIN.left}
                    x2={width - MARGIN.right}
                    y1={placeY(tick)}
                    y2={placeY(tick)}
                  />
                  <text x={MARGIN.left - 8} y={placeY(tick) + 4} textAnchor="end">
                    {formatY(tick)}
                  </text>
                </g>
              ))}
              {linearTicks(x, xTicks).map((tick) => (
                <g key={tick}>
                  <line
                    className={tick === 0 && x[0] < 0 ? classes.zero : classes.grid}
                    x1={placeX(tick)}
                    x2={placeX(tick)}
                    y1={MARGIN.top}
                    y2={height - bottom}
                  />
                  <text x={placeX(tick)} y={height - bottom + 16} textAnchor="middle">
                    {formatX(tick)}
                  </text>
                </g>
              ))}
              {xTitle && (
                <text x={MARGIN.left + inner.width / 2} y={height - 4} textAnchor="middle">
                  {xTitle}
                </text>
              )}
              {markX !== undefined && (
                <line
                  className={classes.mark}
                  x1={placeX(markX)}
                  x2={placeX(markX)}
                  y1={MARGIN.top}
                  y2={height - bottom}
                />
              )}
              {lines.map(({ name, points, look }) => {
                const drawn = points.filter(([, value]) => isInside(value, y));
                return (
                  <g key={name}>
                    <polyline
                      className={classes.line}
                      style={LOOKS[look]}
                      points={drawn.map(([at, value]) => `${placeX(at)},${placeY(value)}`).join(' ')}
                    />
                    {showDots &&
                      drawn.map(([at, value]) => (
                        <circle
                          key={at}
                          cx={placeX(at)}
                          cy={placeY(value)}
                          r={3}
                          style={{ fill: LOOKS[look].stroke }}
                        />
                      ))}
                  </g>
                );
              })}
            </>
          )}
        </svg>
      </div>
    </figure>
  );
}
