import { clamp, inside, length } from '../arithmetic.ts';
import { cellNoise } from '../cell-noise.ts';
import type { TextureKind } from './texture.ts';

const ROOT3 = Math.sqrt(3);

/** A chess board. */
export const checks: TextureKind = {
  name: 'checks',
  tilt: 0.5,
  create(random) {
    const size = random.uniform(14, 36);
    const tones = cellNoise(random);
    return (x, y, spot) => {
      const column = Math.floor(x / size);
      const row = Math.floor(y / size);
      const fromSide = size / 2 - Math.abs(x - (column + 0.5) * size);
      const fromEdge = size / 2 - Math.abs(y - (row + 0.5) * size);
      const strength = clamp(2 * fromSide) * clamp(2 * fromEdge);
      spot.cover = (column + row) % 2 === 0 ? 0.5 + strength / 2 : 0.5 - strength / 2;
      spot.tone = tones(column, row);
    };
  },
};

/** A wall: rows of bricks, every other row shifted by half a brick. */
export const bricks: TextureKind = {
  name: 'bricks',
  tilt: 0.07,
  create(random) {
    const height = random.uniform(16, 32);
    const width = height * random.uniform(1.9, 2.5);
    const mortar = random.uniform(2.5, 5);
    const left = random.uniform(0, width);
    const tones = cellNoise(random);
    return (x, y, spot) => {
      const row = Math.floor(y / height);
      const along = x - left + (row % 2 === 0 ? 0 : width / 2);
      const column = Math.floor(along / width);
      const fromSide = width / 2 - Math.abs(along - (column + 0.5) * width);
      const down = y - (row + 0.5) * height;
      const fromEdge = Math.min(fromSide, height / 2 - Math.abs(down));
      spot.cover = inside(fromEdge - mortar / 2);
      spot.tone = tones(column, row);
      spot.relief = -0.5 * (down / height);
    };
  },
};

/** Six-sided cells with walls between. */
export const honeycomb: TextureKind = {
  name: 'honeycomb',
  tilt: 0.5,
  create(random) {
    const across = random.uniform(26, 50);
    const tall = across * ROOT3;
    const wall = across * random.uniform(0.12, 0.22);
    const tones = cellNoise(random);
    return (x, y, spot) => {
      // The cells' middles lie on two shifted rectangular lattices; the nearer middle is the point's own.
      const column1 = Math.floor(x / across + 0.5);
      const row1 = Math.floor(y / tall + 0.5);
      const column2 = Math.floor(x / across);
      const row2 = Math.floor(y / tall);
      const x1 = x - column1 * across;
      const y1 = y - row1 * tall;
      const x2 = x - (column2 + 0.5) * across;
      const y2 = y - (row2 + 0.5) * tall;
      const first = length(x1, y1) < length(x2, y2);
      const dx = Math.abs(first ? x1 : x2);
      const dy = Math.abs(first ? y1 : y2);
      const fromWall = across / 2 - Math.max(dx, dx / 2 + (dy * ROOT3) / 2);
      spot.cover = inside(fromWall - wall / 2);
      spot.tone = first ? tones(column1, 2 * row1) : tones(column2, 2 * row2 + 1);
      spot.relief = 0.6 * (fromWall / across) - 0.15;
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
    const tones = cellNoise(random);
    return (x, y, spot) => {
      // Rows are one radius apart. From the front row backwards: the first scale that reaches the point hides the rest.
      const front = Math.floor(y / radius) - 1;
      for (let row = front; row <= front + 2; row++) {
        const along = x / (2 * radius) + (row % 2 === 0 ? 0 : 0.5);
        const column = Math.floor(along);
        const dx = (along - column - 0.5) * 2 * radius;
        const dy = y - row * radius;
        const distance = length(dx, dy);
        if (distance > radius && row < front + 2) continue;
        spot.cover = inside(radius - rim - distance);
        spot.tone = tones(column, row);
        spot.relief = 0.5 * (dy / radius) - 0.2;
        return;
      }
    };
  },
};
