import { canvasPng } from './save-file.ts';
import type { SaveChoice } from './save-menu.tsx';
import { svgPng } from './svg-png.ts';

/** The ways in which what a canvas shows is saved as a picture. */
export function pictureChoices(canvas: { readonly current: HTMLCanvasElement | null }): SaveChoice[] {
  const drawn = (): HTMLCanvasElement => {
    if (!canvas.current) throw new Error('It is not drawn yet.');
    return canvas.current;
  };
  return [
    { kind: 'PNG', make: async () => canvasPng(drawn()) },
    { kind: 'SVG', make: () => canvasSvg(drawn()) },
  ];
}

/** The ways in which a drawing is saved, which `make` gives as an SVG file. */
export function drawingChoices(make: () => Blob | Promise<Blob>): SaveChoice[] {
  return [
    { kind: 'PNG', make: async () => svgPng(await make()) },
    { kind: 'SVG', make },
  ];
}

/** A canvas in a drawing that can be enlarged without its pixels becoming blurred. */
function canvasSvg(canvas: HTMLCanvasElement): Blob {
  const { width, height } = canvas;
  const image = `<image width="${width}" height="${height}" image-rendering="pixelated" href="${canvas.toDataURL('image/png')}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${image}</svg>`;
  return new Blob([svg], { type: 'image/svg+xml' });
}
