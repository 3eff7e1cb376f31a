import { useEffect, useRef } from 'react';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { runColour } from '../../../src-shared/run-colour.ts';
import { curveOf, wantCurve } from './curves.ts';
import classes from './runs-grid.module.css';

const WIDTH = 88;
const HEIGHT = 24;
/** So that the line is whole at the edges. */
const MARGIN = 2;
/** A ring around the last point, as thick as it is wide. */
const DOT = 'm-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0';

/**
 * The accuracy of a run over its epochs, from 0 to 1 upwards, in the run's colour. The columns beside it say it in numbers. Drawn as a path: every canvas would be
 * a layer of its own, and a table has dozens of them.
 */
export function Sparkline({ run }: { run: Run }) {
  const path = useRef<SVGPathElement>(null);
  useEffect(() => wantCurve(run, () => path.current?.setAttribute('d', lineOf(run))), [run]);
  return (
    <svg className={classes.curve} width={WIDTH} height={HEIGHT} aria-hidden>
      <path ref={path} d={lineOf(run)} stroke={runColour(run)} />
    </svg>
  );
}

/** A line through what is known of the curve, in pixels of the drawing. */
function lineOf(run: Run): string {
  const curve = curveOf(run);
  if (!curve) return '';
  const [first = 0, last = 0] = [curve.epoch[0], curve.epoch.at(-1)];
  const perEpoch = (WIDTH - 2 * MARGIN) / Math.max(1, last - first);
  const points = curve.epoch.map((epoch, i) => {
    const x = MARGIN + (epoch - first) * perEpoch;
    const y = HEIGHT - MARGIN - (curve.top1[i] ?? 0) * (HEIGHT - 2 * MARGIN);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join('L')}${DOT}`;
}
