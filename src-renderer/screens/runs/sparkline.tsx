import { useEffect, useRef } from 'react';
import type { RunCurve } from '../../../src-shared/contract/run-figures.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { runColour } from '../../../src-shared/run-colour.ts';
import { curveOf, wantCurve } from './curves.ts';
import classes from './runs-grid.module.css';

const WIDTH = 88;
const HEIGHT = 24;
/** So that the line is whole at the edges. */
const MARGIN = 2;

/** The accuracy of a run over its epochs, from 0 to 1 upwards, in the run's colour. The columns beside it say it in numbers. */
export function Sparkline({ run }: { run: Run }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colour = runColour(run);
  useEffect(() => {
    const draw = () => canvas.current && drawCurve(canvas.current, curveOf(run) ?? null, colour);
    draw();
    return wantCurve(run, draw);
  }, [run, colour]);
  return (
    <canvas ref={canvas} className={classes.curve} style={{ width: WIDTH, height: HEIGHT }} aria-hidden />
  );
}

function drawCurve(canvas: HTMLCanvasElement, curve: RunCurve | null, colour: string): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(WIDTH * scale);
  canvas.height = Math.round(HEIGHT * scale);
  if (curve === null) return;
  pen.scale(scale, scale);
  const [first = 0, last = 0] = [curve.epoch[0], curve.epoch.at(-1)];
  const x = (epoch: number) => MARGIN + ((epoch - first) / Math.max(1, last - first)) * (WIDTH - 2 * MARGIN);
  const y = (top1: number) => HEIGHT - MARGIN - top1 * (HEIGHT - 2 * MARGIN);
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 1.5;
  pen.lineJoin = 'round';
  pen.beginPath();
  for (const [i, epoch] of curve.epoch.entries()) pen.lineTo(x(epoch), y(curve.top1[i] ?? 0));
  pen.stroke();
  pen.beginPath();
  pen.arc(x(last), y(curve.top1.at(-1) ?? 0), MARGIN, 0, 2 * Math.PI);
  pen.fill();
}
