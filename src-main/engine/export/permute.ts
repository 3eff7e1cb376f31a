/**
 * The values of a tensor with its axes in another order, row-major: axis i of the result is axis `permutation[i]` of `shape`. Rows that stay whole are
 * copied whole.
 */
export function permute(
  values: Float32Array,
  shape: readonly number[],
  permutation: readonly number[],
): Float32Array<ArrayBuffer> {
  const strides = stridesOf(shape);
  const isRowKept = permutation.at(-1) === shape.length - 1;
  const run = isRowKept ? (shape.at(-1) ?? 1) : 1;
  const axes = (isRowKept ? permutation.slice(0, -1) : permutation).map((axis) => ({
    size: shape[axis] ?? 1,
    stride: strides[axis] ?? 1,
  }));
  const out = new Float32Array(values.length);
  let place = 0;
  const visit = (depth: number, from: number): void => {
    const axis = axes[depth];
    if (axis === undefined) {
      if (run === 1) out[place] = values[from] ?? 0;
      else out.set(values.subarray(from, from + run), place);
      place += run;
      return;
    }
    if (depth === axes.length - 1 && run === 1) {
      for (let index = 0; index < axis.size; index++) out[place++] = values[from + index * axis.stride] ?? 0;
      return;
    }
    for (let index = 0; index < axis.size; index++) visit(depth + 1, from + index * axis.stride);
  };
  visit(0, 0);
  return out;
}

function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  return strides;
}
