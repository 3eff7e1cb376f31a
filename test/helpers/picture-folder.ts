import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { random } from '../../src-shared/random.ts';

const EDGE = 96;

/**
 * Writes a folder of PNG pictures with one sub-folder a class: stripes whose direction and colour tell the class, in places and shades that
 * differ from picture to picture.
 */
export async function makePictureFolder(
  folder: string,
  classes: readonly string[],
  picturesPerClass: number,
): Promise<string> {
  for (const [index, label] of classes.entries()) {
    await mkdir(join(folder, label), { recursive: true });
    for (let number = 0; number < picturesPerClass; number++) {
      await writeFile(join(folder, label, `${label} ${number}.png`), await stripedPicture(index, number));
    }
  }
  return folder;
}

/** One such picture as the bytes of a PNG file. */
export function stripedPicture(classIndex: number, number: number): Promise<Buffer> {
  const from = random('picture', classIndex, number);
  const [offset, shade] = [from.int(24), 100 + from.int(156)];
  const pixels = new Uint8Array(EDGE * EDGE * 3);
  for (let y = 0; y < EDGE; y++) {
    for (let x = 0; x < EDGE; x++) {
      const along = [x, y, x + y][classIndex % 3] ?? x;
      const isOn = Math.floor((along + offset) / 12) % 2 === 0;
      pixels[(y * EDGE + x) * 3 + (classIndex % 3)] = isOn ? shade : shade >> 2;
    }
  }
  return sharp(pixels, { raw: { width: EDGE, height: EDGE, channels: 3 } })
    .png()
    .toBuffer();
}
