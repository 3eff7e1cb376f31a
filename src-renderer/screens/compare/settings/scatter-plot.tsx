import { useElementSize } from '@mantine/hooks';
import { Link } from 'wouter';
import { paretoFront } from '../../../../src-shared/compare/pareto-front.ts';
import type { RunId } from '../../../../src-shared/ids.ts';
import type { RunRecord } from '../../../../src-shared/runs-query/run-field.ts';
import { valueInWords } from '../../runs/run-columns.ts';
import type { ComparedRun } from '../compared-run.ts';
import { betterEnd } from './better.ts';
import { apart, type RunAxis } from './run-axis.ts';
import classes from './settings.module.css';

/** A run's record with its colour. */
export interface ColouredRecord extends RunRecord {
  readonly colour: ComparedRun['colour'];
}

interface ScatterPlotProps {
  readonly x: RunAxis;
  readonly y: RunAxis;
  readonly records: readonly ColouredRecord[];
  /** The runs that no other beats, none where that means nothing here. */
  readonly front: readonly RunId[];
  readonly kept: ReadonlySet<RunId>;
  readonly pointed: RunId | null;
  readonly onPoint: (run: RunId | null) => void;
  readonly drawing: React.RefObject<SVGSVGElement | null>;
}

const HEIGHT = 380;
/** What a label takes of an axis, pixels. */
const LABEL_WIDTH = 84;
const LABEL_HEIGHT = 16;
const MARGIN = { top: 12, right: 24, bottom: 48, left: 72 };

/** Runs by any two of their fields; where both have a better end, a line joins those that no other run beats. */
export function ScatterPlot(props: ScatterPlotProps) {
  const { x, y, records, front, kept, pointed, onPoint, drawing } = props;
  const { ref, width } = useElementSize();
  const inner = {
    width: Math.max(0, width - MARGIN.left - MARGIN.right),
    height: HEIGHT - MARGIN.top - MARGIN.bottom,
  };
  const points = placed(records, x, y).map(({ record, x: across, y: up }) => ({
    record,
    cx: MARGIN.left + across * inner.width,
    cy: MARGIN.top + (1 - up) * inner.height,
  }));
  const line = points.filter(({ record }) => front.includes(record.run.id)).sort((a, b) => a.cx - b.cx);
  return (
    <figure
      ref={ref}
      className={classes.plot}
      aria-label={`${points.length} runs by ${x.title} and ${y.title}`}
    >
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure names it; a title would follow the pointer everywhere */}
      <svg ref={drawing} width="100%" height={HEIGHT} data-width={width}>
        <g>
          {apart(x.ticks, LABEL_WIDTH / inner.width).map(({ place, label }) => (
            <g key={label} transform={`translate(${MARGIN.left + place * inner.width} 0)`}>
              <line className={classes.grid} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />
              <text
                className={classes.tick}
                y={HEIGHT - MARGIN.bottom + 18}
                textAnchor={place === 1 ? 'end' : 'middle'}
              >
                {label}
              </text>
            </g>
          ))}
          {apart(y.ticks, LABEL_HEIGHT / inner.height).map(({ place, label }) => (
            <g key={label} transform={`translate(0 ${MARGIN.top + (1 - place) * inner.height})`}>
              <line className={classes.grid} x1={MARGIN.left} x2={MARGIN.left + inner.width} />
              <text className={classes.tick} x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          <text
            className={classes.axisTitle}
            x={MARGIN.left + inner.width / 2}
            y={HEIGHT - 8}
            textAnchor="middle"
          >
            {x.title}
          </text>
          {line.length > 1 && (
            <polyline className={classes.front} points={line.map(({ cx, cy }) => `${cx},${cy}`).join(' ')} />
          )}
          {points.map(({ record, cx, cy }) => (
            <Link
              key={record.run.id}
              href={`/runs/${record.run.id}`}
              aria-label={pointWords(record, x, y, front.includes(record.run.id))}
              onPointerEnter={() => onPoint(record.run.id)}
              onPointerLeave={() => onPoint(null)}
              onFocus={() => onPoint(record.run.id)}
              onBlur={() => onPoint(null)}
            >
              <circle
                className={classes.dot}
                data-kept={kept.has(record.run.id)}
                data-pointed={record.run.id === pointed}
                cx={cx}
                cy={cy}
                r={front.includes(record.run.id) ? 7 : 5}
                style={{ fill: record.colour }}
              >
                <title>{pointWords(record, x, y, front.includes(record.run.id))}</title>
              </circle>
            </Link>
          ))}
        </g>
      </svg>
    </figure>
  );
}

function placed(records: readonly ColouredRecord[], x: RunAxis, y: RunAxis) {
  return records.flatMap((record) => {
    const [across, up] = [x.placeOf(record), y.placeOf(record)];
    return across === null || up === null ? [] : [{ record, x: across, y: up }];
  });
}

/** The runs that no other beats; none where an axis has no better end. */
export function frontIds(records: readonly ColouredRecord[], x: RunAxis, y: RunAxis): RunId[] {
  const [betterX, betterY] = [betterEnd(x.field), betterEnd(y.field)];
  if (betterX === null || betterY === null) return [];
  return paretoFront(placed(records, x, y), { x: betterX, y: betterY }).map(({ record }) => record.run.id);
}

function pointWords(record: RunRecord, x: RunAxis, y: RunAxis, isInFront: boolean): string {
  const words = ({ field, title }: RunAxis) => `${title} ${valueInWords(field, field.value(record))}`;
  return `${record.run.name}: ${words(x)}, ${words(y)}${isInFront ? ', no other run beats it' : ''}`;
}
