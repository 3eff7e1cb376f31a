import { uniqueNamer } from '../unique-namer.ts';

interface Reading {
  readonly name: string;
  readonly inputs: readonly string[];
}

/**
 * The variable that each layer's output is in while the layers run in order: `x` where only the next layer reads it, and for the last one; its own name
 * otherwise, with something behind it where that is one of `taken`.
 */
export function localNames(
  layers: readonly Reading[],
  taken: readonly string[],
): ReadonlyMap<string, string> {
  const unique = uniqueNamer(taken);
  const lastReader = new Map<string, number>();
  for (const [index, { inputs }] of layers.entries()) {
    for (const input of inputs) lastReader.set(input, index);
  }
  return new Map(
    layers.map(({ name }, index) => {
      const isShort = (lastReader.get(name) ?? layers.length) === index + 1 || index === layers.length - 1;
      return [name, isShort ? 'x' : unique(name)];
    }),
  );
}
