import { imageSize } from 'image-size';
import sharp from 'sharp';

/** Width and height in pixels, upright. */
export interface PictureSize {
  width: number;
  height: number;
}

/** EXIF orientations from here on lie on their side. */
const FIRST_SIDEWAYS = 5;
/** A JPEG's size stands behind its metadata, seldom further in. */
const JPEG_HEADER_BYTES = 2 ** 18;

/** The size of a picture, read from its header. Throws where sharp cannot read that. */
export async function pictureSize(bytes: Buffer): Promise<PictureSize> {
  return jpegSize(bytes) ?? (await anySize(bytes));
}

/** Nearly all pictures are JPEGs, and asking libvips for their size takes a tenth of the time that decoding them does. */
function jpegSize(bytes: Buffer): PictureSize | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  try {
    const { width, height, orientation = 1 } = imageSize(bytes.subarray(0, JPEG_HEADER_BYTES));
    return orientation < FIRST_SIDEWAYS ? { width, height } : { width: height, height: width };
  } catch {
    return null;
  }
}

async function anySize(bytes: Buffer): Promise<PictureSize> {
  const { width, height } = (await sharp(bytes, { limitInputPixels: false }).metadata()).autoOrient;
  return { width, height };
}
