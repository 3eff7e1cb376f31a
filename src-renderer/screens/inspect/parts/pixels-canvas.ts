import type { Pixels } from '../../../../src-shared/lab/pixels.ts';

/** A picture on a canvas of its own size. */
export function pixelsCanvas({ data, width, height }: Pixels): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}
