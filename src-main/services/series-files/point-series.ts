/** Numbers under one name, in the order of their steps. Step and value may be any number that a file has; times are milliseconds since 1970. */
export interface PointSeries {
  readonly steps: number[];
  readonly values: number[];
  readonly atMs: number[];
}

/** Everything that the files of one run say, by name. */
export type SeriesByTag = Map<string, PointSeries>;

/**
 * Adds a point. A step that is not behind the last one means that the run went on from an earlier step (TensorBoard reads it so, too): the
 * points from there on are void.
 */
export function addPoint(
  series: SeriesByTag,
  tag: string,
  { step, value, atMs }: { step: number; value: number; atMs: number },
): void {
  const of = series.get(tag) ?? { steps: [], values: [], atMs: [] };
  series.set(tag, of);
  while ((of.steps.at(-1) ?? -Infinity) >= step) {
    of.steps.pop();
    of.values.pop();
    of.atMs.pop();
  }
  of.steps.push(step);
  of.values.push(value);
  of.atMs.push(atMs);
}

/** The values by their steps. */
export function byStep(series: PointSeries | undefined): ReadonlyMap<number, number> {
  return new Map(series?.steps.map((step, at) => [step, series.values[at] ?? Number.NaN]));
}
