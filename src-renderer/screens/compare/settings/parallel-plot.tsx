import { useElementSize } from '@mantine/hooks';
import type { RunId } from '../../../../src-shared/ids.ts';
import type { RunRecord } from '../../../../src-shared/runs-query/run-field.ts';
import { valueInWords } from '../../runs/run-columns.ts';
import { ParallelAxis, type Span } from './parallel-axis.tsx';
import type { RunAxis } from './run-axis.ts';
import classes from './settings.module.css';

interface ParallelPlotProps {
  readonly axes: readonly RunAxis[];
  readonly records: readonly RunRecord[];
  /** Those inside of all spans. */
  readonly kept: ReadonlySet<RunId>;
  readonly spans: ReadonlyMap<string, Span>;
  readonly onSpan: (field: string, span: Span | null) => void;
  readonly pointed: RunId | null;
  readonly onPoint: (run: RunId | null) => void;
  readonly drawing: React.RefObject<SVGSVGElement | null>;
}

const HEIGHT = 380;
const MARGIN = { top: 44, bottom: 20, side: 72 };

/** An axis has at least this width; where there is no room for all, the plot is scrolled. */
const PITCH = 108;

/** A line for each run through its value on every axis, coloured by the last one, which is the result. */
export function ParallelPlot(props: ParallelPlotProps) {
  const { axes, records, kept, spans, onSpan, pointed, onPoint, drawing } = props;
  const { ref, width: visible } = useElementSize();
  const width = visible && Math.max(visible, 2 * MARGIN.side + (axes.length - 1) * PITCH);
  const room = HEIGHT - MARGIN.top - MARGIN.bottom;
  const x = (index: number) =>
    MARGIN.side + (index * Math.max(0, width - 2 * MARGIN.side)) / Math.max(1, axes.length - 1);
  const y = (place: number) => MARGIN.top + (1 - place) * room;
  const result = axes.at(-1);
  // What is kept lies on top, and what is pointed at on top of that.
  const ordered = records.toSorted((a, b) => rank(a) - rank(b));
  function rank({ run }: RunRecord): number {
    return run.id === pointed ? 2 : kept.has(run.id) ? 1 : 0;
  }
  return (
    <figure
      ref={ref}
      className={classes.plot}
      aria-label={`${records.length} runs by ${axes.map(({ title }) => title).join(', ')}`}
    >
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure names it; a title would follow the pointer everywhere */}
      <svg ref={drawing} width={width} height={HEIGHT} data-width={width}>
        <g>
          {width > 0 &&
            ordered.map((record) => (
              <path
                key={record.run.id}
                className={classes.line}
                data-kept={kept.has(record.run.id)}
                data-pointed={record.run.id === pointed}
                style={{ stroke: resultColour(result?.placeOf(record) ?? null) }}
                d={linePath(
                  axes.map((axis, index) => [x(index), axis.placeOf(record)] as const),
                  y,
                )}
                onPointerEnter={() => onPoint(record.run.id)}
                onPointerLeave={() => onPoint(null)}
              >
                <title>
                  {record.run.name}
                  {result && `: ${valueInWords(result.field, result.field.value(record))}`}
                </title>
              </path>
            ))}
          {width > 0 &&
            axes.map((axis, index) => (
              <ParallelAxis
                key={axis.field.name}
                axis={axis}
                x={x(index)}
                room={PITCH}
                top={MARGIN.top}
                height={room}
                span={spans.get(axis.field.name) ?? null}
                onSpan={(span) => onSpan(axis.field.name, span)}
              />
            ))}
        </g>
      </svg>
    </figure>
  );
}

/** Orange for the worst, blue for the best. */
export function resultColour(place: number | null): string {
  if (place === null) return 'var(--chart-text)';
  return `color-mix(in oklab, var(--chart-train) ${Math.round(place * 100)}%, var(--chart-val))`;
}

/** Through every place; where a run has none, the line is broken. */
function linePath(
  places: readonly (readonly [x: number, place: number | null])[],
  y: (place: number) => number,
): string {
  let isDown = false;
  return places
    .map(([x, place]) => {
      const command = place === null ? '' : `${isDown ? 'L' : 'M'}${x.toFixed(1)} ${y(place).toFixed(1)}`;
      isDown = place !== null;
      return command;
    })
    .join('');
}
