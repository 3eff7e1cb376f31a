import { random } from '../../../src-shared/random.ts';
import { PICTURE_SIZE, paint } from './paint.ts';
import { stripes, waves } from './textures/bands.ts';
import { clouds } from './textures/clouds.ts';
import { rays, rings } from './textures/radial.ts';
import { dots, flowers, leaves } from './textures/scattered.ts';
import type { TextureKind } from './textures/texture.ts';
import { bricks, checks, honeycomb, scales } from './textures/tilings.ts';

/** The classes in the order of their names, as an import of the written folder numbers them. */
const KINDS: readonly TextureKind[] = [
  bricks,
  checks,
  clouds,
  dots,
  flowers,
  honeycomb,
  leaves,
  rays,
  rings,
  scales,
  stripes,
  waves,
];

/** The sample data set that the program makes on the spot, so that there is something to train on at the first start. */
export const SAMPLE = {
  /** How the command line names it. */
  name: 'sample',
  /** How the window shows it. */
  title: 'Sample: textures',
  /** Raised whenever the same seed would give other pictures. */
  version: 1,
  seed: 1,
  classes: KINDS.map((kind): string => kind.name),
  picturesPerClass: 150,
  /** Width and height in pixels. */
  pictureSize: PICTURE_SIZE,
};

/**
 * Draws one picture of the sample: sRGB bytes `[256, 256, 3]`, the same on every machine. `pictureIndex` has no upper
 * bound: from `SAMPLE.picturesPerClass` on it gives pictures that no written sample holds.
 */
export function samplePicture(classIndex: number, pictureIndex: number, seed: number): Uint8Array {
  const kind = KINDS[classIndex];
  if (!kind) throw new RangeError(`The sample has no class ${classIndex}`);
  return paint(kind, random('sample', SAMPLE.version, seed, kind.name, pictureIndex));
}
