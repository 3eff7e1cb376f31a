import type { Random } from '../../../src-shared/random.ts';
import { clamp, cos, mix, sin } from './arithmetic.ts';
import { drawPalette } from './palette.ts';
import type { Spot, TextureKind } from './textures/texture.ts';

/** Width and height of a picture in pixels. */
export const PICTURE_SIZE = 256;

const MIDDLE = (PICTURE_SIZE - 1) / 2;

/** How strongly a texture's relief brightens or darkens its colour. */
const RELIEF = 0.5;

/**
 * Paints one picture of a kind of texture: place, rotation, stretch, palette, light and noise are drawn from `random`.
 * Returns sRGB bytes `[256, 256, 3]`.
 */
export function paint(kind: TextureKind, random: Random): Uint8Array {
  const texture = kind.create(random);
  const {
    ground,
    figure: [first, second],
  } = drawPalette(random);
  const { alongX, alongY, x: shiftX, y: shiftY } = drawPlacement(random, kind.tilt);
  const light = drawLight(random);
  const grainStrength = random.uniform(0.01, 0.045) / 255;
  let grainBits = random.bits();

  const pixels = new Uint8Array(PICTURE_SIZE * PICTURE_SIZE * 3);
  const spot: Spot = { cover: 0, tone: 0, relief: 0 };
  let at = 0;
  for (let row = 0; row < PICTURE_SIZE; row++) {
    const y = row - MIDDLE;
    for (let column = 0; column < PICTURE_SIZE; column++) {
      const x = column - MIDDLE;
      texture(alongX.x * x + alongY.x * y + shiftX, alongX.y * x + alongY.y * y + shiftY, spot);
      const { cover, tone, relief } = spot;
      const lit = (light.level + light.x * x + light.y * y) * (1 + RELIEF * relief * cover);
      // The same grain in all three channels, as of film, not coloured specks: the sum of two random bytes, around zero.
      grainBits = (Math.imul(grainBits, 1664525) + 1013904223) | 0;
      const grain = grainStrength * ((grainBits >>> 24) + ((grainBits >>> 16) & 255) - 255);
      pixels[at++] = byte(mix(ground[0], mix(first[0], second[0], tone), cover) * lit + grain);
      pixels[at++] = byte(mix(ground[1], mix(first[1], second[1], tone), cover) * lit + grain);
      pixels[at++] = byte(mix(ground[2], mix(first[2], second[2], tone), cover) * lit + grain);
    }
  }
  return pixels;
}

/** The map from the picture's pixels to the texture's: a rotation, a slight stretch along one axis, a shift. */
function drawPlacement(random: Random, tilt: number) {
  const turn = random.uniform(-tilt, tilt);
  const stretch = random.uniform(0.88, 1.12);
  return {
    alongX: { x: cos(turn) * stretch, y: -sin(turn) / stretch },
    alongY: { x: sin(turn) * stretch, y: cos(turn) / stretch },
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

function byte(value: number): number {
  return (clamp(value) * 255 + 0.5) | 0;
}
