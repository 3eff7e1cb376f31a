import type { Pixels } from '../../../../src-shared/lab/pixels.ts';

/** A picture as PNG. */
export async function pixelsPng({ data, width, height }: Pixels): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
