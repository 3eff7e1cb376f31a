import type { Area } from '../../../../src-shared/contract/inspect-answers.ts';
import type { Pixels } from '../../../../src-shared/lab/pixels.ts';
import { areaOutline } from './area-outline.ts';
import { pixelsCanvas } from './pixels-canvas.ts';

/** A picture with the part of it that something sees, the rest darkened, as an SVG file. */
export function seenSvg(pixels: Pixels, area: Area | null): Blob {
  const { width, height } = pixels;
  const image = `<image width="${width}" height="${height}" href="${pixelsCanvas(pixels).toDataURL()}"/>`;
  const outline = area && areaOutline(area, width, height);
  const marks = outline
    ? `<path fill-rule="evenodd" fill="#000000" fill-opacity="0.45" d="M0 0H${width}V${height}H0Z ${outline}"/><path fill="none" stroke="#ffffff" stroke-width="2" d="${outline}"/>`
    : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${image}${marks}</svg>`;
  return new Blob([svg], { type: 'image/svg+xml' });
}
