import { cellNoise, clamp, inside } from '../arithmetic.ts';
import { salt, type TextureKind } from './texture.ts';

const ROOT3 = Math.sqrt(3);

/** A chess board. */
export const checks: TextureKind = {
  name: 'checks',
  tilt: 0.5,
  create(random) {
    const size = random.uniform(14, 36);
    const tones = salt(random);
    return (x, y, spot) => {
      spot.cover = 0.5 + 0.5 * alternate(x, size) * alternate(y, size);
      spot.tone = cellNoise(Math.floor(x / size), Math.floor(y / size), tones);
    };
  },
};

/** Triangles that fill the plane, every other one coloured: a chess board along three directions. */
export const triangles: TextureKind = {
  name: 'triangles',
  tilt: 0.5,
  create(random) {
    const height = random.uniform(20, 42);
    const tones = salt(random);
    return (x, y, spot) => {
      const second = (ROOT3 * x - y) / 2;
      const third = (-ROOT3 * x - y) / 2;
      spot.cover = 0.5 + 0.5 * alternate(y, height) * alternate(second, height) * alternate(third, height);
      spot.tone = cellNoise(Math.floor(y / height), Math.floor(second / height), tones);
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
    const tones = salt(random);
    return (x, y, spot) => {
      const row = Math.floor(y / height);
      const along = x - left + (row % 2 === 0 ? 0 : width / 2);
      const column = Math.floor(along / width);
      const fromSide = width / 2 - Math.abs(along - (column + 0.5) * width);
      const down = y - (row + 0.5) * height;
      const fromEdge = Math.min(fromSide, height / 2 - Math.abs(down));
      spot.cover = inside(fromEdge - mortar / 2);
      spot.tone = cellNoise(column, row, tones);
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
    const wall = across * random.uniform(0.12, 0.22);
    const tones = salt(random);
    return (x, y, spot) => {
      // Centres of the cells lie on two shifted rectangular lattices; the nearer one is the point's own.
      const tall = across * ROOT3;
      const column1 = Math.round(x / across);
      const row1 = Math.round(y / tall);
      const column2 = Math.floor(x / across);
      const row2 = Math.floor(y / tall);
      const x1 = x - column1 * across;
      const y1 = y - row1 * tall;
      const x2 = x - (column2 + 0.5) * across;
      const y2 = y - (row2 + 0.5) * tall;
      const first = x1 * x1 + y1 * y1 < x2 * x2 + y2 * y2;
      const dx = Math.abs(first ? x1 : x2);
      const dy = Math.abs(first ? y1 : y2);
      const fromWall = across / 2 - Math.max(dx, dx / 2 + (dy * ROOT3) / 2);
      spot.cover = inside(fromWall - wall / 2);
      spot.tone = first ? cellNoise(column1, 2 * row1, tones) : cellNoise(column2, 2 * row2 + 1, tones);
      spot.relief = 0.6 * clamp(fromWall / across) - 0.15;
    };
  },
};

/** Ribbons that pass over and under each other. */
export const weave: TextureKind = {
  name: 'weave',
  tilt: 0.5,
  create(random) {
    const pitch = random.uniform(24, 42);
    const half = (pitch * random.uniform(0.7, 0.84)) / 2;
    const tones = salt(random);
    return (x, y, spot) => {
      const column = Math.floor(x / pitch);
      const row = Math.floor(y / pitch);
      const dx = x - (column + 0.5) * pitch;
      const dy = y - (row + 0.5) * pitch;
      const upright = inside(half - Math.abs(dx));
      const level = inside(half - Math.abs(dy));
      const uprightOnTop = (column + row) % 2 === 0;
      spot.cover = Math.max(upright, level);
      const seesUpright = uprightOnTop ? upright : upright * (1 - level);
      spot.tone = seesUpright * (0.75 + 0.25 * cellNoise(column, 0, tones));
      const height = seesUpright > 0.5 ? arch(dy / pitch, uprightOnTop) : arch(dx / pitch, !uprightOnTop);
      spot.relief = height;
    };
  },
};

/** Light on a ribbon: brightest where it crosses above another, dark where it dives below its neighbours. */
function arch(along: number, above: boolean): number {
  const bend = 2 * along * along;
  return above ? 0.35 - 1.2 * bend : -0.75 + 1.2 * bend;
}

/** −1 and 1 in turn along an axis, with a soft edge one pixel wide. */
function alternate(position: number, size: number): number {
  const cell = Math.floor(position / size);
  const fromEdge = size / 2 - Math.abs(position - (cell + 0.5) * size);
  const strength = clamp(2 * fromEdge);
  return cell % 2 === 0 ? strength : -strength;
}
