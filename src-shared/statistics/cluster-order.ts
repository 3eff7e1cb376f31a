/**
 * An order of the classes of a confusion matrix in which those stand together that are taken for one another: hierarchical clustering by average
 * linkage, where two classes are the nearer the larger the shares of their pictures that go to the other; joined clusters are turned so that
 * their nearest ends meet (Gruvaeus and Wainer 1972). `counts` is [classes, classes], rows what the pictures are. Gives class indices.
 *
 * Nearest-neighbour chains (Murtagh 1983) need time and memory of the square of the classes: 1,000 take about a tenth of a second.
 */
export function clusterOrder(counts: ArrayLike<number>, classes: number): number[] {
  if (classes === 0) return [];
  const likeness = symmetricShares(counts, classes);
  const between = Float64Array.from(likeness);
  const clusters = new Map<number, readonly number[]>(
    Array.from({ length: classes }, (_, index) => [index, [index]]),
  );
  const chain: number[] = [];
  while (clusters.size > 1) {
    const top = chain.at(-1) ?? firstKey(clusters);
    if (chain.length === 0) chain.push(top);
    const nearest = nearestTo(top, chain.at(-2), clusters, between, classes);
    if (nearest !== chain.at(-2)) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    join(Math.min(top, nearest), Math.max(top, nearest), clusters, between, likeness, classes);
  }
  return [...(clusters.values().next().value ?? [])];
}

/** [classes, classes]: mean of the shares of each class's pictures that were taken for the other. */
function symmetricShares(counts: ArrayLike<number>, classes: number): Float64Array {
  const totals = new Float64Array(classes);
  for (let at = 0; at < classes * classes; at++) {
    const row = Math.floor(at / classes);
    totals[row] = (totals[row] ?? 0) + (counts[at] ?? 0);
  }
  const share = (row: number, column: number): number => {
    const total = totals[row] ?? 0;
    return total === 0 ? 0 : (counts[row * classes + column] ?? 0) / total;
  };
  const shares = new Float64Array(classes * classes);
  for (let row = 0; row < classes; row++) {
    for (let column = 0; column < row; column++) {
      const mean = (share(row, column) + share(column, row)) / 2;
      shares[row * classes + column] = mean;
      shares[column * classes + row] = mean;
    }
  }
  return shares;
}

type Clusters = Map<number, readonly number[]>;

function firstKey(clusters: Clusters): number {
  return clusters.keys().next().value ?? 0;
}

/** The likest other cluster; of equal ones `before`, without which chains might run in circles, else the first. */
function nearestTo(
  cluster: number,
  before: number | undefined,
  clusters: Clusters,
  between: Float64Array,
  classes: number,
): number {
  let best = before;
  let most = before === undefined ? Number.NEGATIVE_INFINITY : (between[cluster * classes + before] ?? 0);
  for (const other of clusters.keys()) {
    const value = between[cluster * classes + other] ?? 0;
    if (other !== cluster && value > most) {
      best = other;
      most = value;
    }
  }
  return best ?? cluster;
}

/** Puts the cluster `gone` into `kept`; average linkage by the formula of Lance and Williams 1967. */
function join(
  kept: number,
  gone: number,
  clusters: Clusters,
  between: Float64Array,
  likeness: Float64Array,
  classes: number,
): void {
  const [first, second] = [clusters.get(kept) ?? [], clusters.get(gone) ?? []];
  const share = first.length / (first.length + second.length);
  for (const other of clusters.keys()) {
    const mean =
      share * (between[kept * classes + other] ?? 0) + (1 - share) * (between[gone * classes + other] ?? 0);
    between[kept * classes + other] = mean;
    between[other * classes + kept] = mean;
  }
  clusters.delete(gone);
  clusters.set(
    kept,
    turned(first, second, (a, b) => likeness[a * classes + b] ?? 0),
  );
}

/** Both lists one after the other, each forwards or backwards, so that the ends that meet are the likest. */
function turned(
  first: readonly number[],
  second: readonly number[],
  likeness: (a: number, b: number) => number,
): readonly number[] {
  let best: readonly number[] = [...first, ...second];
  let most = Number.NEGATIVE_INFINITY;
  for (const left of [first, first.toReversed()]) {
    for (const right of [second, second.toReversed()]) {
      const meeting = likeness(left.at(-1) ?? 0, right[0] ?? 0);
      if (meeting > most) {
        most = meeting;
        best = [...left, ...right];
      }
    }
  }
  return best;
}
