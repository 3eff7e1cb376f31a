import type { DrawnCurve } from './curves.ts';

const TITLE = 28;
const LINE = 20;

/** A chart with its title above and its runs below, on the ground of the page. */
export function chartPng(
  chart: HTMLCanvasElement,
  title: string,
  curves: readonly DrawnCurve[],
): HTMLCanvasElement {
  const ratio = devicePixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = chart.width;
  canvas.height = chart.height + ratio * (TITLE + LINE * curves.length + 8);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no pictures.');
  const styles = getComputedStyle(chart.closest('.card') ?? document.body);
  context.fillStyle = styles.backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(chart, 0, ratio * TITLE);
  context.scale(ratio, ratio);
  context.fillStyle = styles.color;
  context.font = '600 14px system-ui, sans-serif';
  context.fillText(title, 12, 19);
  context.font = '12px system-ui, sans-serif';
  for (const [index, { name, colour }] of curves.entries()) {
    const y = TITLE + chart.height / ratio + LINE * (index + 0.5);
    context.fillStyle = colour;
    context.fillRect(12, y - 4, 14, 4);
    context.fillStyle = styles.color;
    context.fillText(name, 34, y + 2);
  }
  return canvas;
}
