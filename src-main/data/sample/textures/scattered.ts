import type { Random } from '../../../../src-shared/random.ts';
import { angle, cellNoise, cos, inside, sin } from '../arithmetic.ts';
import { type Spot, salt, type Texture, type TextureKind } from './texture.ts';

/** Round dots in rows, straight or staggered. */
export const dots: TextureKind = {
  name: 'dots',
  tilt: 0.5,
  create(random) {
    const pitch = random.uniform(20, 42);
    const radius = pitch * random.uniform(0.24, 0.36);
    const stagger = random.pick([0, 0.5]);
    const tones = salt(random);
    return (x, y, spot) => {
      const row = Math.floor(y / pitch);
      const along = x / pitch + (row % 2 === 0 ? 0 : stagger);
      const column = Math.floor(along);
      const dx = (along - column - 0.5) * pitch;
      const dy = y - (row + 0.5) * pitch;
      spot.cover = inside(radius - Math.sqrt(dx * dx + dy * dy));
      spot.tone = cellNoise(column, row, tones);
    };
  },
};

/** Plus signs in staggered rows. */
export const crosses: TextureKind = {
  name: 'crosses',
  tilt: 0.5,
  create(random) {
    const pitch = random.uniform(28, 48);
    const reach = pitch * random.uniform(0.36, 0.42);
    const half = reach * random.uniform(0.28, 0.38);
    const stagger = random.pick([0, 0.5]);
    const tones = salt(random);
    return (x, y, spot) => {
      const row = Math.floor(y / pitch);
      const along = x / pitch + (row % 2 === 0 ? 0 : stagger);
      const column = Math.floor(along);
      const dx = Math.abs(along - column - 0.5) * pitch;
      const dy = Math.abs(y - (row + 0.5) * pitch);
      const upright = Math.min(half - dx, reach - dy);
      const level = Math.min(reach - dx, half - dy);
      spot.cover = inside(Math.max(upright, level));
      spot.tone = cellNoise(column, row, tones);
    };
  },
};

/** Leaves with a midrib and side veins, strewn in all directions. */
export const leaves: TextureKind = {
  name: 'leaves',
  tilt: 0.5,
  create(random) {
    const pitch = random.uniform(44, 66);
    const slender = random.uniform(0.4, 0.52);
    const veins = random.uniform(0.14, 0.2);
    return scatter(random, pitch, (x, y, size, spot) => {
      // Two arcs through both tips (±1, 0): a circle of radius r around (0, ∓(r − slender)).
      const length = size * pitch * 0.56;
      const along = x / length;
      const aside = Math.abs(y / length);
      const r = (1 + slender * slender) / (2 * slender);
      const low = aside + r - slender;
      const fromEdge = (r - Math.sqrt(along * along + low * low)) * length;
      const covered = inside(fromEdge);
      if (covered === 0) return 0;
      const rib = inside(1.1 - aside * length);
      const wave = (along + 0.9 * aside) / veins;
      const vein = inside(0.9 - Math.abs(wave - Math.round(wave)) * veins * length * 0.75) * 0.7;
      spot.relief = (y > 0 ? 0.16 : -0.14) - 0.55 * Math.max(rib, vein * inside(fromEdge - 2));
      return covered;
    });
  },
};

/** Flowers with round petals and a heart of the other colour. */
export const flowers: TextureKind = {
  name: 'flowers',
  tilt: 0.5,
  create(random) {
    const pitch = random.uniform(46, 66);
    const petals = 5 + random.int(3);
    return scatter(random, pitch, (x, y, size, spot) => {
      const radius = Math.sqrt(x * x + y * y);
      const reach = size * pitch * 0.48;
      if (radius > reach + 1) return 0;
      const lobe = 0.5 + 0.5 * cos(angle(x, y) * petals);
      const covered = inside(reach * (0.45 + 0.55 * Math.sqrt(lobe)) - radius);
      const heart = inside(reach * 0.26 - radius);
      spot.tone = heart > 0 ? 1 - spot.tone * (1 - heart) : spot.tone;
      spot.relief = heart > 0.5 ? 0.1 : 0.75 * (radius / reach) - 0.4 + 0.3 * (lobe - 0.5);
      return covered;
    });
  },
};

/** Draws a thing around its own middle: returns how much it covers, and may set tone and relief where it does. */
type Thing = (x: number, y: number, size: number, spot: Spot) => number;

/**
 * Strews things over the plane, one a cell of a square lattice, moved, turned and sized at random. A thing reaches at
 * most 0.56 × pitch from its middle and is moved by at most 0.2 × pitch, so the four cells nearest to a point hold all that can cover it.
 */
function scatter(random: Random, pitch: number, thing: Thing): Texture {
  const [shiftX, shiftY, turns, sizes, tones] = [
    salt(random),
    salt(random),
    salt(random),
    salt(random),
    salt(random),
  ];
  const cell = new Map<
    number,
    { x: number; y: number; cos: number; sin: number; size: number; tone: number }
  >();
  const at = (column: number, row: number) => {
    const key = column * 4096 + row;
    const known = cell.get(key);
    if (known) return known;
    const turn = cellNoise(column, row, turns);
    const made = {
      x: (column + 0.5 + 0.4 * (cellNoise(column, row, shiftX) - 0.5)) * pitch,
      y: (row + 0.5 + 0.4 * (cellNoise(column, row, shiftY) - 0.5)) * pitch,
      cos: cos(turn),
      sin: sin(turn),
      size: 0.85 + 0.15 * cellNoise(column, row, sizes),
      tone: cellNoise(column, row, tones),
    };
    cell.set(key, made);
    return made;
  };
  return (x, y, spot) => {
    const left = Math.floor(x / pitch - 0.5);
    const top = Math.floor(y / pitch - 0.5);
    spot.cover = 0;
    spot.relief = 0;
    for (let row = top; row <= top + 1; row++) {
      for (let column = left; column <= left + 1; column++) {
        const { x: cx, y: cy, cos: c, sin: s, size, tone } = at(column, row);
        const dx = x - cx;
        const dy = y - cy;
        const before = spot.tone;
        spot.tone = tone;
        const covered = thing(dx * c + dy * s, dy * c - dx * s, size, spot);
        if (covered > 0) spot.cover = Math.max(spot.cover, covered);
        else spot.tone = before;
      }
    }
  };
}
