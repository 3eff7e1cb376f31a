/** Gives names that nothing else has: the wanted one, or that with `_1`, `_2`, … behind it. `taken` are those that are in use already. */
export function uniqueNamer(taken: Iterable<string>): (wanted: string) => string {
  const used = new Set(taken);
  return (wanted) => {
    let name = wanted;
    for (let count = 1; used.has(name); count++) name = `${wanted}_${count}`;
    used.add(name);
    return name;
  };
}
