import type { Random } from '../../../src-shared/random.ts';
import { cos, sin } from './arithmetic.ts';
import { drawPalette } from './palette.ts';
import type { Spot, TextureKind } from './textures/texture.ts';

/** Width and height of a picture in pixels. */
export const PICTURE_SIZE = 256;

/** How strongly a texture's relief brightens or darkens its colour. */
const RELIEF = 0.5;

/**
 * Paints one picture of a kind of texture: place, rotation, stretch, palette, light and noise are drawn from `random`.
 * Returns sRGB bytes `[256, 256, 3]`.
 */
export function paint(kind: TextureKind, random: Random): Uint8Array {
  const texture = kind.create(random);
  const { ground, figure } = drawPalette(random);
  const place = drawPlacement(random, kind.tilt);
  const light = drawLight(random);
  const [groundRed, groundGreen, groundBlue] = ground;
  const [[red0, green0, blue0], [red1, green1, blue1]] = figure;
  const [noise, noiseMiddle] = noiseOf(random);

  const pixels = new Uint8Array(PICTURE_SIZE * PICTURE_SIZE * 3);
  const spot: Spot = { cover: 0, tone: 0, relief: 0 };
  let at = 0;
  for (let row = 0; row < PICTURE_SIZE; row++) {
    const y = row - (PICTURE_SIZE - 1) / 2;
    for (let column = 0; column < PICTURE_SIZE; column++) {
      const x = column - (PICTURE_SIZE - 1) / 2;
      texture(place.xx * x + place.xy * y + place.x, place.yx * x + place.yy * y + place.y, spot);
      const { cover, tone } = spot;
      const lit = light.level + light.x * x + light.y * y;
      const shine = lit * (1 + RELIEF * spot.relief * cover);
      // One noise value for all three channels: grain as of a film, not coloured specks.
      const grain = noise * ((random.bits() & 0xff) + (random.bits() & 0xff)) - noiseMiddle;
      pixels[at++] = byte((groundRed + (red0 + (red1 - red0) * tone - groundRed) * cover) * shine + grain);
      pixels[at++] = byte(
        (groundGreen + (green0 + (green1 - green0) * tone - groundGreen) * cover) * shine + grain,
      );
      pixels[at++] = byte(
        (groundBlue + (blue0 + (blue1 - blue0) * tone - groundBlue) * cover) * shine + grain,
      );
    }
  }
  return pixels;
}

/** The map from the picture's pixels to the texture's: a rotation, a slight stretch along one axis, a shift. */
function drawPlacement(random: Random, tilt: number) {
  const turn = random.uniform(-tilt, tilt);
  const stretch = random.uniform(0.88, 1.12);
  return {
    xx: cos(turn) * stretch,
    xy: sin(turn) * stretch,
    yx: -sin(turn) / stretch,
    yy: cos(turn) / stretch,
    x: random.uniform(-20, 20),
    y: random.uniform(-20, 20),
  };
}

/** Light that falls off across the picture: its level in the middle and its change a pixel along x and y. */
function drawLight(random: Random) {
  const from = random.uniform();
  const slope = random.uniform(0, 0.3) / (PICTURE_SIZE / 2);
  return { level: random.uniform(0.82, 1.04), x: slope * cos(from), y: slope * sin(from) };
}

/** Grain: the sum of two uniform bytes times the first number, less the second, is noise around zero. */
function noiseOf(random: Random): [number, number] {
  const strength = random.uniform(0.01, 0.1) / 510;
  return [strength, strength * 255];
}

function byte(value: number): number {
  return value <= 0 ? 0 : value >= 1 ? 255 : (value * 255 + 0.5) | 0;
}
