import { AppError } from '../../../../src-shared/errors.ts';
import type { Pixels } from '../../../../src-shared/lab/pixels.ts';
import { PICTURE_SIZE } from './scenes.ts';

/**
 * Decodes a picture in the browser: its middle square at the size of the lab's pictures, on white where it is transparent.
 * Throws `unsupported` for what the browser cannot read.
 */
export async function readPicture(file: File): Promise<Pixels> {
  const bitmap = await decode(file);
  const context = new OffscreenCanvas(PICTURE_SIZE, PICTURE_SIZE).getContext('2d');
  if (!context) throw new AppError('unsupported', 'This window cannot draw pictures.');
  const side = Math.min(bitmap.width, bitmap.height);
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, PICTURE_SIZE, PICTURE_SIZE);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, left, top, side, side, 0, 0, PICTURE_SIZE, PICTURE_SIZE);
  bitmap.close();
  const { data } = context.getImageData(0, 0, PICTURE_SIZE, PICTURE_SIZE);
  return { width: PICTURE_SIZE, height: PICTURE_SIZE, data: Uint8ClampedArray.from(data) };
}

async function decode(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    throw new AppError(
      'unsupported',
      `${file.name} is not a picture that this window can read. JPEG, PNG, WebP and GIF work.`,
      { cause: error },
    );
  }
}
