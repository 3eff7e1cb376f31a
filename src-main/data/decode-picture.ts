import sharp from 'sharp';
import { RECORD } from '../engine/protocol.ts';
import { isCutShort } from './is-cut-short.ts';
import { hasPictureSignature } from './picture-signature.ts';
import { type PictureSize, pictureSize } from './picture-size.ts';

/** A decoded picture: `pixels` is uint8 `[edge, edge, 3]`, RGB; `width` and `height` are the picture's own, upright. */
export interface DecodedPicture extends PictureSize {
  pixels: Uint8Array;
}

/** The picture cannot be used; the message is one sentence that says why, for the list of rejected files. */
export class RejectedPicture extends Error {}

/** Most pixels of a picture: sharp's own limit, above every camera's (200 megapixels) and below what would take gigabytes. */
const MAX_PIXELS = 0x3fff ** 2;
const MAX_SECONDS = 60;

// A hostile file may look like any format, so only the loaders of pictures are open: no SVG, PDF or libvips' own files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/**
 * Decodes the bytes of a picture file into a record: upright by its EXIF orientation, the first frame of an animation,
 * colours brought to 8-bit sRGB by the embedded profile, transparency laid on white. The shorter side is scaled to `edge` (256, unless a
 * network from elsewhere wants another) and the middle square cut out (paper, section 2). Throws `RejectedPicture`.
 */
export async function decodePicture(bytes: Buffer, edge: number = RECORD.width): Promise<DecodedPicture> {
  if (bytes.length === 0) throw new RejectedPicture('The file is empty.');
  try {
    const pixels = await sharp(bytes, {
      autoOrient: true,
      limitInputPixels: MAX_PIXELS,
      // Pictures with odd but harmless metadata are common; those with missing or broken pixels are not wanted.
      failOn: 'error',
    })
      .timeout({ seconds: MAX_SECONDS })
      .flatten({ background: 'white' })
      .resize(edge, edge, { fit: 'cover', position: 'centre', kernel: 'cubic' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer();
    if (pixels.length !== edge * edge * RECORD.channels) throw new RejectedPicture(UNDECODABLE);
    return { pixels, ...(await pictureSize(bytes)) };
  } catch (error) {
    if (error instanceof RejectedPicture) throw error;
    throw new RejectedPicture(await reasonOf(error, bytes), { cause: error });
  }
}

function tooLarge({ width, height }: PictureSize): string {
  const size = `${megapixels(width * height)} megapixels (${width} × ${height})`;
  return `The picture has ${size}; at most ${megapixels(MAX_PIXELS)} are read.`;
}

function megapixels(pixels: number): number {
  return Math.round(pixels / 1e6);
}

const UNDECODABLE = 'The picture is damaged: a part of it cannot be decoded.';

/** Why a picture could not be decoded: by the file itself where that tells, else by sharp's and libvips' messages. */
async function reasonOf(error: unknown, bytes: Buffer): Promise<string> {
  if (!hasPictureSignature(bytes)) {
    return 'The file is not a picture that can be read; JPEG, PNG, WebP, GIF, TIFF and AVIF are.';
  }
  if (isCutShort(bytes)) return 'The picture is cut short: the file ends before all of it was read.';
  const text = error instanceof Error ? error.message : String(error);
  if (/exceeds pixel limit/i.test(text)) return tooLarge(await pictureSize(bytes));
  if (/timeout/i.test(text)) return `The picture took more than ${MAX_SECONDS} seconds to decode.`;
  return /corrupt header|unsupported image format/i.test(text)
    ? 'The picture is damaged or cut short: its header cannot be read.'
    : UNDECODABLE;
}
