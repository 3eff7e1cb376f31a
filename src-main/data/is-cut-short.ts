/**
 * Whether a picture file that could not be decoded ends too early, seen from its bytes: libvips keeps one error text for all its threads, so
 * beside other broken pictures the text may be another picture's. False where the format (TIFF, AVIF) does not tell.
 */
export function isCutShort(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 4);
  if (start.startsWith('\xff\xd8\xff')) {
    // An EXIF thumbnail has an end of its own, but before the picture's last start of scan.
    const end = bytes.lastIndexOf(JPEG_END);
    return end === -1 || end < bytes.lastIndexOf(JPEG_SCAN);
  }
  if (start === '\x89PNG') return !bytes.includes('IEND');
  if (start === 'RIFF') return bytes.length < 8 || bytes.readUInt32LE(4) + 8 > bytes.length;
  if (start === 'GIF8') return bytes.at(-1) !== GIF_TRAILER;
  return false;
}

const JPEG_END = Buffer.from([0xff, 0xd9]);
const JPEG_SCAN = Buffer.from([0xff, 0xda]);
const GIF_TRAILER = 0x3b;
