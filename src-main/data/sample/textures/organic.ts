import { cellNoise, clamp, inside, smoothstep, valueNoise } from '../arithmetic.ts';
import { salt, type TextureKind } from './texture.ts';

/** Soft billows: four octaves of value noise. */
export const clouds: TextureKind = {
  name: 'clouds',
  tilt: 0.5,
  create(random) {
    const size = random.uniform(36, 72);
    const level = random.uniform(0.44, 0.54);
    const softness = random.uniform(0.12, 0.2);
    const seed = salt(random);
    return (x, y, spot) => {
      const u = x / size;
      const v = y / size;
      const billow =
        0.5 * valueNoise(u, v, seed) +
        0.27 * valueNoise(2 * u, 2 * v, seed + 1) +
        0.15 * valueNoise(4 * u, 4 * v, seed + 2) +
        0.08 * valueNoise(8 * u, 8 * v, seed + 3);
      spot.cover = smoothstep(level - softness, level + softness, billow);
      spot.tone = clamp(2 * (billow - level));
    };
  },
};

/** Rounded stones of many shapes that lie close together (Voronoi cells). */
export const pebbles: TextureKind = {
  name: 'pebbles',
  tilt: 0.5,
  create(random) {
    const pitch = random.uniform(28, 48);
    const gap = random.uniform(2, 5);
    const [shiftX, shiftY, tones] = [salt(random), salt(random), salt(random)];
    return (x, y, spot) => {
      const left = Math.floor(x / pitch);
      const top = Math.floor(y / pitch);
      let nearest = Infinity;
      let second = Infinity;
      let tone = 0;
      for (let row = top - 1; row <= top + 1; row++) {
        for (let column = left - 1; column <= left + 1; column++) {
          const dx = (column + 0.1 + 0.8 * cellNoise(column, row, shiftX)) * pitch - x;
          const dy = (row + 0.1 + 0.8 * cellNoise(column, row, shiftY)) * pitch - y;
          const squared = dx * dx + dy * dy;
          if (squared < nearest) {
            second = nearest;
            nearest = squared;
            tone = cellNoise(column, row, tones);
          } else if (squared < second) second = squared;
        }
      }
      const fromGap = (Math.sqrt(second) - Math.sqrt(nearest)) / 2 - gap / 2;
      spot.cover = inside(fromGap);
      spot.tone = tone;
      spot.relief = 0.5 * clamp(fromGap / (0.3 * pitch)) - 0.3;
    };
  },
};

/** Rows of round scales, each lying over the row behind it, like a fish's or a roof's. */
export const scales: TextureKind = {
  name: 'scales',
  tilt: 0.12,
  create(random) {
    const radius = random.uniform(15, 28);
    const rim = radius * random.uniform(0.14, 0.22);
    const step = radius;
    const tones = salt(random);
    return (x, y, spot) => {
      // Row by row from the front one backwards: the first scale that reaches the point hides the rest.
      const first = Math.floor(y / step) - 1;
      for (let row = first; row <= first + 2; row++) {
        const along = x / (2 * radius) + (row % 2 === 0 ? 0 : 0.5);
        const column = Math.floor(along);
        const dx = (along - column - 0.5) * 2 * radius;
        const dy = y - row * step;
        const distance = Math.sqrt(dx * dx + dy * dy);
        if (distance > radius && row < first + 2) continue;
        spot.cover = inside(radius - rim - distance);
        spot.tone = cellNoise(column, row, tones);
        spot.relief = 0.5 * (dy / radius) - 0.2;
        return;
      }
    };
  },
};
