/** A place on the drawing, pixels. */
export type Spot = readonly [x: number, y: number];

/** Where the points of the feature space lie on a drawing, one scale for both axes, so that distances can be compared. */
export function placePoints(
  points: readonly Readonly<{ x: number; y: number }>[],
  width: number,
  height: number,
  margin: number,
): Spot[] {
  if (points.length === 0) return [];
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right] = [least(xs), -least(xs.map((x) => -x))];
  const [low, high] = [least(ys), -least(ys.map((y) => -y))];
  const scale = Math.min(
    (width - 2 * margin) / Math.max(right - left, 1e-9),
    (height - 2 * margin) / Math.max(high - low, 1e-9),
  );
  return points.map(({ x, y }) => [
    width / 2 + (x - (left + right) / 2) * scale,
    height / 2 - (y - (low + high) / 2) * scale,
  ]);
}

/** Index of the point nearest to a place, within `reach` pixels; null where there is none. */
export function nearestPoint(places: readonly Spot[], [x, y]: Spot, reach: number): number | null {
  let nearest: number | null = null;
  let distance = reach;
  places.forEach((place, index) => {
    const own = Math.hypot(place[0] - x, place[1] - y);
    if (own <= distance) [nearest, distance] = [index, own];
  });
  return nearest;
}

/** Whether a place lies inside of a closed line, by how often a ray from it crosses that (even-odd rule). */
export function isInside(line: readonly Spot[], [x, y]: Spot): boolean {
  let inside = false;
  line.forEach(([ax, ay], index) => {
    const [bx, by] = line[(index + 1) % line.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}

function least(values: readonly number[]): number {
  return values.reduce((most, value) => Math.min(most, value), Number.POSITIVE_INFINITY);
}
