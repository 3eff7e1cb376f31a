import type { Random } from '../../../../src-shared/random.ts';
import { angle, inside, length, TURN } from '../arithmetic.ts';
import { cellNoise } from '../cell-noise.ts';
import type { TextureKind } from './texture.ts';

/** How far the middle of a radial pattern may lie from the picture's, in pixels along either axis. */
const OFF_CENTRE = 56;

/** Circles around one middle. */
export const rings: TextureKind = {
  name: 'rings',
  tilt: 0.5,
  create(random) {
    const [left, top] = middle(random);
    const period = random.uniform(14, 34);
    const width = period * random.uniform(0.35, 0.65);
    const tones = cellNoise(random);
    return (x, y, spot) => {
      const radius = length(x - left, y - top);
      const ring = Math.floor(radius / period);
      spot.cover = inside(width / 2 - Math.abs(radius - (ring + 0.5) * period));
      spot.tone = tones(ring, 0);
    };
  },
};

/** Rays that widen from one middle outwards. */
export const rays: TextureKind = {
  name: 'rays',
  tilt: 0.5,
  create(random) {
    const [left, top] = middle(random);
    const count = 10 + random.int(15);
    const share = random.uniform(0.4, 0.6);
    const hub = random.uniform(0, 14);
    const tones = cellNoise(random);
    return (x, y, spot) => {
      const radius = length(x - left, y - top);
      const turned = (angle(x - left, y - top) + 0.5) * count;
      const ray = Math.floor(turned) % count;
      const arc = (TURN * radius) / count;
      const covered = inside((share / 2 - Math.abs(turned - Math.floor(turned) - 0.5)) * arc);
      spot.cover = Math.max(covered, inside(hub - radius));
      spot.tone = tones(ray, 0);
    };
  },
};

function middle(random: Random): [number, number] {
  return [random.uniform(-OFF_CENTRE, OFF_CENTRE), random.uniform(-OFF_CENTRE, OFF_CENTRE)];
}
