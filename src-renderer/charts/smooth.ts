/**
 * Exponential moving average with `weight` 0 (none) to below 1, freed of its bias towards zero at the start (Kingma and Ba 2014,
 * section 3). Values that are not finite are passed over, so that one NaN does not erase the rest of the line.
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  const smoothed = new Float64Array(values.length);
  let average = 0;
  let bias = 1;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) {
      average = average * weight + value * (1 - weight);
      bias *= weight;
    }
    smoothed[i] = bias < 1 ? average / (1 - bias) : Number.NaN;
  }
  return smoothed;
}
