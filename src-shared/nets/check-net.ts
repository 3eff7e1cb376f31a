import { AppError } from '../errors.ts';
import type { BuiltNet } from './net-spec.ts';
import { traceShapes } from './trace-shapes.ts';

/**
 * Throws `bad-request`, naming the layer, unless the network can be built: each name occurs once, every layer can take
 * the shape it gets, and the last one is a softmax over the classes.
 */
export function checkNet(net: BuiltNet): void {
  const names = new Set<string>();
  for (const { name } of net.layers) {
    if (names.has(name)) {
      throw new AppError('bad-request', `Two layers are called ${name}: give each layer a name of its own.`);
    }
    names.add(name);
  }

  traceShapes(net);

  const last = net.layers.at(-1);
  if (last?.type !== 'dense' || last.activation !== 'softmax' || last.units !== net.classes) {
    throw new AppError(
      'bad-request',
      `A network has to end in a dense layer with softmax and one unit for each of its ${net.classes} classes; ` +
        (last ? `layer ${last.name} is something else.` : 'this one has no layers.'),
    );
  }
}
