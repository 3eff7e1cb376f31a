import { clamp, smoothstep } from '../arithmetic.ts';
import { cellNoise, valueNoise } from '../cell-noise.ts';
import type { TextureKind } from './texture.ts';

/** Soft billows: four octaves of value noise. */
export const clouds: TextureKind = {
  name: 'clouds',
  tilt: 0.5,
  create(random) {
    const size = random.uniform(36, 72);
    const level = random.uniform(0.44, 0.54);
    const softness = random.uniform(0.12, 0.2);
    const cells = cellNoise(random);
    return (x, y, spot) => {
      const u = x / size;
      const v = y / size;
      // Each octave looks at another part of the noise, so that none repeats another at half its size.
      const billow =
        0.5 * valueNoise(cells, u, v) +
        0.27 * valueNoise(cells, 2 * u + 17, 2 * v + 31) +
        0.15 * valueNoise(cells, 4 * u + 41, 4 * v + 11) +
        0.08 * valueNoise(cells, 8 * u + 7, 8 * v + 53);
      spot.cover = smoothstep(level - softness, level + softness, billow);
      spot.tone = clamp(2 * (billow - level));
    };
  },
};
