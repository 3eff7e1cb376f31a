import { useRef } from 'react';
import { apart, type RunAxis } from './run-axis.ts';
import classes from './settings.module.css';

/** A part of an axis, 0..1. */
export type Span = readonly [low: number, high: number];

interface ParallelAxisProps {
  readonly axis: RunAxis;
  readonly x: number;
  /** Pixels to the next axis. */
  readonly room: number;
  readonly top: number;
  readonly height: number;
  readonly span: Span | null;
  readonly onSpan: (span: Span | null) => void;
}

/** What a label takes of the axis, pixels. */
const LABEL_HEIGHT = 16;

/** How far an arrow key moves an end. */
const STEP = 0.05;

/** A drag shorter than this is a click, which lets all runs through again. */
const SHORTEST = 0.02;

/** Half of the width that is taken for the axis by a pointer. */
const GRIP = 14;

/** One axis. Dragging along it, or the arrow keys (with Shift for the lower end), lets only a part of the runs through; Escape all again. */
export function ParallelAxis({ axis, x, room, top, height, span, onSpan }: ParallelAxisProps) {
  const start = useRef<number | null>(null);
  const placeAt = (event: React.PointerEvent<SVGElement>): number => {
    const { y } = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, 1 - (event.clientY - y) / height));
  };
  const press = (event: React.KeyboardEvent) => {
    const next = spanAfter(event.key, event.shiftKey, span ?? [0, 1]);
    if (next === undefined) return;
    event.preventDefault();
    onSpan(next);
  };
  const [low, high] = span ?? [0, 1];
  return (
    <g transform={`translate(${x} ${top})`}>
      <text className={classes.axisTitle} y={-24} textAnchor="middle">
        {shortened(axis.title, room)}
        <title>{axis.title}</title>
      </text>
      <line className={classes.axis} y2={height} />
      {apart(axis.ticks, LABEL_HEIGHT / height).map(({ place, label }) => (
        <text key={label} className={classes.tick} x={6} y={(1 - place) * height} dy="0.32em">
          {shortened(label, room)}
          <title>{label}</title>
        </text>
      ))}
      {span && (
        <rect
          className={classes.span}
          x={-6}
          width={12}
          y={(1 - high) * height}
          height={(high - low) * height}
        />
      )}
      <rect
        className={classes.grip}
        x={-GRIP}
        width={2 * GRIP}
        height={height}
        tabIndex={0}
        role="slider"
        aria-orientation="vertical"
        aria-label={`Runs let through by ${axis.title}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(high * 100)}
        aria-valuetext={span ? `from ${percent(low)} to ${percent(high)} of the axis` : 'all'}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = placeAt(event);
        }}
        onPointerMove={(event) => {
          if (start.current === null) return;
          const place = placeAt(event);
          const dragged: Span = [Math.min(start.current, place), Math.max(start.current, place)];
          onSpan(dragged[1] - dragged[0] < SHORTEST ? null : dragged);
        }}
        onPointerUp={(event) => {
          if (start.current !== null && Math.abs(placeAt(event) - start.current) < SHORTEST) onSpan(null);
          start.current = null;
        }}
      />
    </g>
  );
}

/** The span after a key; undefined where the key means nothing here. */
function spanAfter(key: string, isLower: boolean, [low, high]: Span): Span | null | undefined {
  if (key === 'Escape') return null;
  const by = key === 'ArrowUp' ? STEP : key === 'ArrowDown' ? -STEP : undefined;
  if (by === undefined) return undefined;
  const next: Span = isLower
    ? [Math.min(high, Math.max(0, low + by)), high]
    : [low, Math.max(low, Math.min(1, high + by))];
  return next[0] <= 0 && next[1] >= 1 ? null : next;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Width of a letter in pixels, on the safe side. */
const LETTER = 7;

function shortened(text: string, room: number): string {
  const most = Math.floor(room / LETTER);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
