import { angle, cos, inside, length } from '../arithmetic.ts';
import { cellNoise } from '../cell-noise.ts';
import { scatter } from './scatter.ts';
import type { TextureKind } from './texture.ts';

/** Round dots in rows, straight or staggered. */
export const dots: TextureKind = {
  name: 'dots',
  tilt: 0.5,
  create(random) {
    const pitch = random.uniform(20, 42);
    const radius = pitch * random.uniform(0.24, 0.36);
    const stagger = random.pick([0, 0.5]);
    const tones = cellNoise(random);
    return (x, y, spot) => {
      const row = Math.floor(y / pitch);
      const along = x / pitch + (row % 2 === 0 ? 0 : stagger);
      const column = Math.floor(along);
      const dx = (along - column - 0.5) * pitch;
      const dy = y - (row + 0.5) * pitch;
      spot.cover = inside(radius - length(dx, dy));
      spot.tone = tones(column, row);
    };
  },
};

/** Leaves with a midrib and side veins, strewn in all directions. */
export const leaves: TextureKind = {
  name: 'leaves',
  tilt: 0.5,
  create(random) {
    const pitch = random.uniform(44, 66);
    const half = 0.56 * pitch;
    const slender = random.uniform(0.4, 0.52);
    const arc = (1 + slender * slender) / (2 * slender);
    const veins = random.uniform(0.14, 0.2) * half;
    return scatter(random, { pitch, reach: half }, (x, y, spot) => {
      // Either side is an arc of a circle through both tips, (±half, 0), with its middle beyond the other side.
      const aside = Math.abs(y);
      const fromEdge = arc * half - length(x, aside + (arc - slender) * half);
      const covered = inside(fromEdge);
      if (covered === 0) return 0;
      const rib = inside(1.1 - aside);
      const vein = (x + 0.9 * aside) / veins;
      const fromVein = Math.abs(vein - Math.floor(vein) - 0.5) * veins * 0.75;
      const line = Math.max(rib, 0.7 * inside(0.9 - fromVein) * inside(fromEdge - 2));
      spot.relief = (y > 0 ? 0.16 : -0.14) - 0.55 * line;
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
    const reach = 0.48 * pitch;
    const petals = 5 + random.int(3);
    return scatter(random, { pitch, reach }, (x, y, spot) => {
      const radius = length(x, y);
      const lobe = 0.5 + 0.5 * cos(angle(x, y) * petals);
      const covered = inside(reach * (0.45 + 0.55 * Math.sqrt(lobe)) - radius);
      const heart = inside(reach * 0.26 - radius);
      spot.tone += heart * (1 - 2 * spot.tone);
      spot.relief = heart > 0.5 ? 0.1 : 0.75 * (radius / reach) - 0.55 + 0.3 * lobe;
      return covered;
    });
  },
};
