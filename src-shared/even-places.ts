/** Places spread evenly over a list: of `count` out of `of` the one at `index`. Both ends of the list count as much as its middle. */
export function evenPlace(index: number, count: number, of: number): number {
  return Math.floor((index * of) / count);
}
