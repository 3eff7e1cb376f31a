import type { Random } from '../../../../src-shared/random.ts';

/** What a texture says of one point of the plane; one object is reused for all points of a picture. */
export interface Spot {
  /** 0 where the ground shows, 1 where the figure covers it. */
  cover: number;
  /** The figure's colour: 0 its first, 1 its second. */
  tone: number;
  /** Light on the figure: −1 dark, 0 flat, 1 bright. */
  relief: number;
}

/** Fills the spot for a point given in pixels from about the picture's middle, after rotation and stretching. */
export type Texture = (x: number, y: number, spot: Spot) => void;

/** One class of the sample: makes a new texture of its kind for each picture. */
export interface TextureKind {
  /** The class's name. */
  readonly name: string;
  /** The largest rotation to either side in turns: less than half a turn where the kind has an upright. */
  readonly tilt: number;
  create(random: Random): Texture;
}
