import { cos, inside, sin, TURN } from '../arithmetic.ts';
import { cellNoise } from '../cell-noise.ts';
import type { TextureKind } from './texture.ts';

/** Straight parallel bands. */
export const stripes: TextureKind = {
  name: 'stripes',
  tilt: 0.5,
  create(random) {
    const period = random.uniform(14, 40);
    const width = period * random.uniform(0.35, 0.65);
    const tones = cellNoise(random);
    return (x, _y, spot) => {
      const band = Math.floor(x / period);
      const fromMiddle = Math.abs(x - (band + 0.5) * period);
      spot.cover = inside(width / 2 - fromMiddle);
      spot.tone = tones(band, 0);
    };
  },
};

/** Parallel bands that swing from side to side. */
export const waves: TextureKind = {
  name: 'waves',
  tilt: 0.5,
  create(random) {
    const period = random.uniform(16, 36);
    const width = period * random.uniform(0.4, 0.6);
    const length = random.uniform(48, 84);
    const swing = length * random.uniform(0.16, 0.24);
    const tones = cellNoise(random);
    return (x, y, spot) => {
      const shifted = x + swing * sin(y / length);
      const band = Math.floor(shifted / period);
      const fromMiddle = Math.abs(shifted - (band + 0.5) * period);
      const slope = ((TURN * swing) / length) * cos(y / length);
      spot.cover = inside((width / 2 - fromMiddle) / Math.sqrt(1 + slope * slope));
      spot.tone = tones(band, 0);
    };
  },
};
