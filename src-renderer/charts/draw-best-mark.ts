import type uPlot from 'uplot';
import type { PlotColors } from './plot-looks.ts';

/** Marks the best checkpoint: a dashed line with its name on top. */
export function drawBestMark(plot: uPlot, x: number, colors: PlotColors): void {
  const { left, top, width, height } = plot.bbox;
  const position = plot.valToPos(x, 'x', true);
  if (position < left || position > left + width) return;
  const ratio = devicePixelRatio;
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = colors.val;
  ctx.fillStyle = colors.val;
  ctx.lineWidth = ratio;
  ctx.setLineDash([4 * ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(position, top);
  ctx.lineTo(position, top + height);
  ctx.stroke();
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  ctx.fillText('best', position, top - 2 * ratio);
  ctx.restore();
}
