/** Whether a file begins as a picture of a format that is read does; tells a broken picture from no picture at all. */
export function hasPictureSignature(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return SIGNATURES.some((signature) => signature.test(start));
}

const SIGNATURES = [
  /^\xff\xd8\xff/, // JPEG
  /^\x89PNG\r\n/,
  /^RIFF....WEBP/s,
  /^GIF8[79]a/,
  /^(II\*\0|MM\0\*|II\+\0|MM\0\+)/, // TIFF and BigTIFF
  /^....ftypavi[fs]/s,
];
