import { AppError } from '../errors.ts';
import { checkSize } from './check-size.ts';
import { type LayerSpec, PICTURE } from './layer-spec.ts';
import type { BuiltNet } from './net-spec.ts';
import { describeShape } from './shapes/shape-error.ts';
import { type TracedLayer, traceShapes } from './trace-shapes.ts';

/**
 * Throws `bad-request`, naming the layer, unless the network can be built: each name occurs once, every layer reads earlier ones and can take their
 * shapes, every layer but the last is read by another, the last one is a softmax over the classes, and no machine is too small for all of it.
 */
export function checkNet(net: BuiltNet): void {
  checkNames(net.layers);
  const traced = traceShapes(net);
  checkUse(traced);
  checkLast(traced.at(-1), net.classes);
  checkSize(traced);
}

function checkNames(layers: readonly LayerSpec[]): void {
  const names = new Set<string>();
  for (const { name } of layers) {
    if (name === PICTURE) {
      throw new AppError(
        'bad-request',
        `A layer is called ${PICTURE}, which is the name of the network's input: give it another one.`,
      );
    }
    if (names.has(name)) {
      throw new AppError('bad-request', `Two layers are called ${name}: give each layer a name of its own.`);
    }
    names.add(name);
  }
}

function checkUse(layers: readonly TracedLayer[]): void {
  const used = new Set(layers.flatMap(({ sources }) => sources));
  const loose = layers.slice(0, -1).find(({ layer }) => !used.has(layer.name));
  if (loose) {
    throw new AppError(
      'bad-request',
      `No layer reads what layer ${loose.layer.name} gives: name it in the inputs of another layer, or take it out.`,
    );
  }
}

function checkLast(last: TracedLayer | undefined, classes: number): void {
  if (last?.type !== 'dense' || last.layer.activation !== 'softmax' || last.layer.units !== classes) {
    throw new AppError(
      'bad-request',
      `A network has to end in a dense layer with softmax and one unit for each of its ${classes} classes; ` +
        (last ? `layer ${last.layer.name} is something else.` : 'this one has no layers.'),
    );
  }
  if (last.output.length !== 1) {
    throw new AppError(
      'bad-request',
      `Layer ${last.layer.name} has to give a vector of ${classes} but gives ${describeShape(last.output)}: ` +
        'put a flatten or global pooling layer before it.',
    );
  }
}
