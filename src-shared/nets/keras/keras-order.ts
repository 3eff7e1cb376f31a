import { PICTURE } from '../layer-spec.ts';
import type { KerasLayer } from './keras-layer.ts';

type Node = Pick<KerasLayer, 'className' | 'name' | 'inputs'>;

/** The input, as Keras counts it among the layers. */
const INPUT: Node = { className: 'InputLayer', name: PICTURE, inputs: [] };

/**
 * The layers in the order in which Keras holds those of a functional model, the input among them: by their longest way to the output, the longest first, and among
 * equals as they are met when one goes back from the output (`map_graph` in keras/src/ops/function.py). Files of weights number layers of a class in this order.
 */
export function kerasOrder(layers: readonly Node[]): Node[] {
  const nodes = [INPUT, ...layers];
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const depths = new Map<string, number>();
  for (const { name, inputs } of nodes.toReversed()) {
    const depth = depths.get(name) ?? 0;
    depths.set(name, depth);
    for (const input of inputs) depths.set(input, Math.max(depth + 1, depths.get(input) ?? 0));
  }
  const met = new Map<string, number>();
  const visit = ({ name, inputs }: Node): void => {
    if (met.has(name)) return;
    met.set(name, met.size);
    for (const input of inputs) visit(byName.get(input) ?? INPUT);
  };
  visit(nodes.at(-1) ?? INPUT);
  const place = (of: ReadonlyMap<string, number>, { name }: Node): number => of.get(name) ?? 0;
  return nodes.toSorted((a, b) => place(depths, b) - place(depths, a) || place(met, a) - place(met, b));
}

/** The group of each layer in a file of weights, by the layer's name: `conv2d`, `conv2d_1`, … by its class and order, whatever its own name is. */
export function weightGroups(layers: readonly Node[]): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  return new Map(
    kerasOrder(layers).map(({ className, name }) => {
      const base = snakeCase(className);
      const count = seen.get(base) ?? 0;
      seen.set(base, count + 1);
      return [name, count === 0 ? base : `${base}_${count}`];
    }),
  );
}

/** Keras' own way: `DepthwiseConv2D` to `depthwise_conv2d`. */
function snakeCase(className: string): string {
  return className
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
