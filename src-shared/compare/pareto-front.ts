/** Which values of an axis are wished for. */
export type Better = 'high' | 'low';

/** Something that is judged by two numbers. */
export interface Judged {
  readonly x: number;
  readonly y: number;
}

/**
 * Those that no other beats: of each other one, some number is worse, or both are the same. Sorted by `x`, the best one last for `high` and first for
 * `low`. Takes n·log(n) steps.
 */
export function paretoFront<Point extends Judged>(
  points: readonly Point[],
  better: { readonly x: Better; readonly y: Better },
): Point[] {
  const [signX, signY] = [better.x === 'high' ? 1 : -1, better.y === 'high' ? 1 : -1];
  const fromBest = points.toSorted((a, b) => signX * (b.x - a.x) || signY * (b.y - a.y));
  const front: Point[] = [];
  for (const point of fromBest) {
    const last = front.at(-1);
    const isSame = last !== undefined && last.x === point.x && last.y === point.y;
    if (last === undefined || isSame || signY * (point.y - last.y) > 0) front.push(point);
  }
  return better.x === 'high' ? front.reverse() : front;
}
