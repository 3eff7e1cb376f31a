/**
 * Arithmetic for drawing that gives the same bits on every machine. `Math.sin`, `Math.atan2` and `Math.pow` may differ in
 * the last bit between processors, so angles are counted in turns and computed with additions, products and roots only.
 */

/** Radians in a turn. */
export const TURN = 6.283185307179586;

/** Sine of an angle in turns; error below 4e-6. */
export function sin(turns: number): number {
  let t = turns - Math.floor(turns + 0.5);
  if (t > 0.25) t = 0.5 - t;
  else if (t < -0.25) t = -0.5 - t;
  const x = TURN * t;
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
  let turns = arc / TURN;
  if (ay > ax) turns = 0.25 - turns;
  if (x < 0) turns = 0.5 - turns;
  return y < 0 ? -turns : turns;
}

/** Length of the vector (x, y); `Math.hypot` may round differently from machine to machine. */
export function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
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

/** From `a` at 0 to `b` at 1. */
export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
