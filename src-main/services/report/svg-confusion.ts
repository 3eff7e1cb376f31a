import { escapeMarkup } from './escape-markup.ts';
import { shorten } from './shorten.ts';
import type { SvgColours } from './svg-chart.ts';

/** Classes that a matrix is drawn of; of more, the table of the most frequent mistakes says more. */
export const DRAWN_CLASSES = 30;

const LABEL = 120;
const EDGE = 520;

/** Edges of the drawing, pixels. */
export const CONFUSION = { width: LABEL + EDGE, height: LABEL + EDGE } as const;

/** A matrix of counts `[actual][predicted]`: each row's shares as darkness, with the counts in the cells where they fit. */
export function confusionSvg(
  confusion: readonly (readonly number[])[],
  labels: readonly string[],
  { ink, paper }: SvgColours,
): string {
  const cell = EDGE / labels.length;
  const font = Math.min(11, cell * 0.55);
  const short = (label: string) => escapeMarkup(shorten(label, 16));
  const cells = confusion.flatMap((row, actual) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => {
      const share = total === 0 ? 0 : count / total;
      const [x, y] = [LABEL + predicted * cell, LABEL + actual * cell];
      const colour = actual === predicted ? '#0072b2' : '#d55e00';
      const box = `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${cell.toFixed(1)}" height="${cell.toFixed(1)}" fill="${colour}" fill-opacity="${share.toFixed(3)}" stroke="${ink}" stroke-opacity="0.12"/>`;
      if (count === 0 || font < 5) return box;
      const number = `<text x="${(x + cell / 2).toFixed(1)}" y="${(y + cell / 2 + font * 0.35).toFixed(1)}" text-anchor="middle" font-size="${font.toFixed(1)}" fill="${share > 0.55 ? paper : ink}">${count}</text>`;
      return box + number;
    });
  });
  const rows = labels.map((label, at) => {
    const y = LABEL + (at + 0.5) * cell + 4;
    return `<text x="${LABEL - 6}" y="${y.toFixed(1)}" text-anchor="end" font-size="11" fill="${ink}">${short(label)}</text>`;
  });
  const columns = labels.map((label, at) => {
    const x = LABEL + (at + 0.5) * cell + 4;
    return `<text transform="translate(${x.toFixed(1)} ${LABEL - 6}) rotate(-60)" font-size="11" fill="${ink}">${short(label)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CONFUSION.width} ${CONFUSION.height}" width="${CONFUSION.width}" height="${CONFUSION.height}" font-family="Roboto, sans-serif">${[...cells, ...rows, ...columns].join('')}</svg>`;
}
