import type { Random } from '../../../../src-shared/random.ts';
import { angle, cellNoise, inside } from '../arithmetic.ts';
import { salt, type TextureKind } from './texture.ts';

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
    const tones = salt(random);
    return (x, y, spot) => {
      const radius = Math.sqrt((x - left) * (x - left) + (y - top) * (y - top));
      const ring = Math.floor(radius / period);
      spot.cover = inside(width / 2 - Math.abs(radius - (ring + 0.5) * period));
      spot.tone = cellNoise(ring, 0, tones);
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
    const tones = salt(random);
    return (x, y, spot) => {
      const radius = Math.sqrt((x - left) * (x - left) + (y - top) * (y - top));
      const turned = (angle(x - left, y - top) + 0.5) * count;
      const ray = Math.floor(turned) % count;
      const arc = (6.283185307179586 * radius) / count;
      const covered = inside((share / 2 - Math.abs(turned - Math.floor(turned) - 0.5)) * arc);
      spot.cover = Math.max(covered, inside(hub - radius));
      spot.tone = cellNoise(ray, 0, tones);
    };
  },
};

/** Arms that wind outwards from one middle, to the left or to the right. */
export const swirls: TextureKind = {
  name: 'swirls',
  tilt: 0.5,
  create(random) {
    const [left, top] = middle(random);
    const arms = 5 + random.int(4);
    const twist = random.pick([-1, 1]) * random.uniform(0.016, 0.024);
    const share = random.uniform(0.4, 0.6);
    const tones = salt(random);
    return (x, y, spot) => {
      const radius = Math.sqrt((x - left) * (x - left) + (y - top) * (y - top));
      const turned = (angle(x - left, y - top) + 0.5) * arms + radius * twist * 1.5;
      const arm = Math.floor(turned);
      const around = arms / (6.283185307179586 * radius + 1e-6);
      const outwards = twist * 1.5;
      const steepness = Math.sqrt(around * around + outwards * outwards);
      spot.cover = inside((share / 2 - Math.abs(turned - arm - 0.5)) / steepness);
      spot.tone = cellNoise(((arm % arms) + arms) % arms, 0, tones);
    };
  },
};

function middle(random: Random): [number, number] {
  return [random.uniform(-OFF_CENTRE, OFF_CENTRE), random.uniform(-OFF_CENTRE, OFF_CENTRE)];
}
