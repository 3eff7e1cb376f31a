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
  const members = Array.from({ length: classes }, (_, index): readonly number[] => [index]);
  // The clusters that there still are, in ascending order: an array, since it is walked three times for each class.
  const clusters = Array.from({ length: classes }, (_, index) => index);
  const chain: number[] = [];
  while (clusters.length > 1) {
    const top = chain.at(-1) ?? clusters[0] ?? 0;
    if (chain.length === 0) chain.push(top);
    const nearest = nearestTo(top, chain.at(-2), clusters, between, classes);
    if (nearest !== chain.at(-2)) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [kept, gone] = [Math.min(top, nearest), Math.max(top, nearest)];
    const [first, second] = [members[kept] ?? [], members[gone] ?? []];
    clusters.splice(clusters.indexOf(gone), 1);
    join(kept, gone, first.length / (first.length + second.length), clusters, between, classes);
    members[kept] = turned(first, second, (a, b) => likeness[a * classes + b] ?? 0);
  }
  return [...(members[clusters[0] ?? 0] ?? [])];
}

/** [classes, classes]: mean of the shares of each class's pictures that were taken for the other. */
function symmetricShares(counts: ArrayLike<number>, classes: number): Float64Array {
  const totals = new Float64Array(classes);
  for (let row = 0; row < classes; row++) {
    for (let column = 0; column < classes; column++) {
      totals[row] = (totals[row] ?? 0) + (counts[row * classes + column] ?? 0);
    }
  }
  const shares = new Float64Array(classes * classes);
  for (let row = 0; row < classes; row++) {
    for (let column = 0; column < classes; column++) {
      const count = counts[row * classes + column] ?? 0;
      // Nearly all of a million cells are empty.
      if (count === 0 || row === column) continue;
      const half = count / (totals[row] ?? 1) / 2;
      shares[row * classes + column] = (shares[row * classes + column] ?? 0) + half;
      shares[column * classes + row] = (shares[column * classes + row] ?? 0) + half;
    }
  }
  return shares;
}

/** The likest other cluster; of equal ones `before`, without which chains might run in circles, else the first. */
function nearestTo(
  cluster: number,
  before: number | undefined,
  clusters: readonly number[],
  between: Float64Array,
  classes: number,
): number {
  let best = before;
  let most = before === undefined ? Number.NEGATIVE_INFINITY : (between[cluster * classes + before] ?? 0);
  for (const other of clusters) {
    const value = between[cluster * classes + other] ?? 0;
    if (other !== cluster && value > most) {
      best = other;
      most = value;
    }
  }
  return best ?? cluster;
}

/**
 * Sets how near the cluster `kept` is to the others once it has taken `gone` in; average linkage by the formula of Lance and Williams 1967. `share`: of its
 * classes, those that it had before.
 */
function join(
  kept: number,
  gone: number,
  share: number,
  clusters: readonly number[],
  between: Float64Array,
  classes: number,
): void {
  for (const other of clusters) {
    const mean =
      share * (between[kept * classes + other] ?? 0) + (1 - share) * (between[gone * classes + other] ?? 0);
    between[kept * classes + other] = mean;
    between[other * classes + kept] = mean;
  }
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
