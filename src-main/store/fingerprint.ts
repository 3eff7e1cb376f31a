import { createHash } from 'node:crypto';

/** What makes two imports the same data set: each picture's path, class, split and file contents. */
export interface FingerprintedPicture {
  file: string;
  label: string;
  split: string;
  /** SHA-256 of the picture file. */
  sha256: string;
}

/** SHA-256 (hex) over the pictures in any order. */
export function fingerprintOf(pictures: readonly FingerprintedPicture[]): string {
  const lines = pictures.map(({ file, label, split, sha256 }) =>
    JSON.stringify([file, label, split, sha256]),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
