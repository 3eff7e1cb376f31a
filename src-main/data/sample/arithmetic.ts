/**
 * Arithmetic for drawing that gives the same bits on every machine. `Math.sin`, `Math.atan2` and `Math.pow` may differ in
 * the last bit between processors, so angles are counted in turns and computed with additions, products and roots only.
 */

/** Sine of an angle in turns; error below 4e-6. */
export function sin(turns: number): number {
  let t = turns - Math.floor(turns + 0.5);
  if (t > 0.25) t = 0.5 - t;
  else if (t < -0.25) t = -0.5 - t;
  const x = 6.283185307179586 * t;
  const xx = x * x;
  return x * (1 - (xx / 6) * (1 - (xx / 20) * (1 - (xx / 42) * (1 - xx / 72))));
}

/** Cosine of an angle in turns. */
export function cos(turns: number): number {
  return sin(turns + 0.25);
}

/** Direction of the point (x, y) in turns, −0.5 to 0.5; error below 2e-6 (Abramowitz and Stegun 4.4.49). */
export function angle(x: number, y: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  if (ax + ay === 0) return 0;
  const a = ax < ay ? ax / ay : ay / ax;
  const aa = a * a;
  const arc = a * (0.999866 + aa * (-0.3302995 + aa * (0.180141 + aa * (-0.085133 + aa * 0.0208351))));
  let turns = arc / 6.283185307179586;
  if (ay > ax) turns = 0.25 - turns;
  if (x < 0) turns = 0.5 - turns;
  return y < 0 ? -turns : turns;
}

/** Keeps a number within 0 to 1. */
export function clamp(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}

/** How much of a pixel lies inside an outline, by its signed distance in pixels (positive inside): anti-aliasing. */
export function inside(distance: number): number {
  return clamp(distance + 0.5);
}

/** 0 below `low`, 1 above `high`, an S curve between. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/** A number in [0, 1) that looks random and depends only on a cell of the plane and the salt. */
export function cellNoise(column: number, row: number, salt: number): number {
  let h = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ salt;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

/** Value noise in [0, 1): random numbers on the whole-numbered points of the plane, joined smoothly. */
export function valueNoise(x: number, y: number, salt: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = smooth(x - column);
  const v = smooth(y - row);
  const top = mix(cellNoise(column, row, salt), cellNoise(column + 1, row, salt), u);
  const bottom = mix(cellNoise(column, row + 1, salt), cellNoise(column + 1, row + 1, salt), u);
  return mix(top, bottom, v);
}

/** From `a` at 0 to `b` at 1. */
export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
