import { AppError } from '../errors.ts';
import { type LayerSpec, PICTURE } from './layer-spec.ts';
import type { BuiltNet, TensorShape } from './net-spec.ts';
import { describeShape } from './shapes/shape-error.ts';
import { type TracedLayer, traceLayer } from './trace-shapes.ts';
import { watchSize } from './watch-size.ts';

/** A layer of a network that may not be right yet. */
export interface ExaminedLayer {
  readonly layer: LayerSpec;
  /** Names of what it reads, whether there or not. */
  readonly sources: readonly string[];
  /** Null where it does not fit, or waits for one that does not. */
  readonly traced: TracedLayer | null;
  /** What is wrong with it, in a sentence that says what to do. */
  readonly problem: string | null;
}

/**
 * Looks at each layer by itself, so that one that does not fit hides only those that read it. A network can be built when no layer has a problem and it
 * ends in a softmax over the classes: each name occurs once, every layer reads earlier ones and can take their shapes, every layer but the last is
 * read by another, and no machine is too small for all of it.
 */
export function examineNet({ input, layers, classes }: BuiltNet): ExaminedLayer[] {
  const shapes = new Map<string, TensorShape>([[PICTURE, input]]);
  const names = new Set<string>();
  const problemOfSize = watchSize();
  const read = readNames(layers);
  return layers.map((layer, index): ExaminedLayer => {
    const sources = layer.inputs ?? [layers[index - 1]?.name ?? PICTURE];
    const nameProblem = problemOfName(layer, names);
    const isWaiting = sources.some((source) => names.has(source) && !shapes.has(source));
    names.add(layer.name);
    if (nameProblem) return { layer, sources, traced: null, problem: nameProblem };
    const isLast = index === layers.length - 1;
    const problemOfUse = isLast || read.has(layer.name) ? null : unread(layer);
    if (isWaiting) return { layer, sources, traced: null, problem: problemOfUse };
    try {
      const traced = traceLayer(layer, sources, shapes);
      shapes.set(layer.name, traced.output);
      return {
        layer,
        sources,
        traced,
        problem: problemOfUse ?? (isLast ? problemOfEnd(traced, classes) : null) ?? problemOfSize(traced),
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { layer, sources, traced: null, problem: error.message };
    }
  });
}

function readNames(layers: readonly LayerSpec[]): ReadonlySet<string> {
  return new Set(layers.flatMap((layer, index) => layer.inputs ?? [layers[index - 1]?.name ?? PICTURE]));
}

function problemOfName({ name }: LayerSpec, names: ReadonlySet<string>): string | null {
  if (name === PICTURE) {
    return `A layer is called ${PICTURE}, which is the name of the network's input: give it another one.`;
  }
  return names.has(name) ? `Two layers are called ${name}: give each layer a name of its own.` : null;
}

function unread({ name }: LayerSpec): string {
  return `No layer reads what layer ${name} gives: name it in the inputs of another layer, or take it out.`;
}

function problemOfEnd(last: TracedLayer, classes: number): string | null {
  const { name } = last.layer;
  if (last.type !== 'dense' || last.layer.activation !== 'softmax' || last.layer.units !== classes) {
    return `${needsEnd(classes)} layer ${name} is something else.`;
  }
  if (last.output.length === 1) return null;
  return (
    `Layer ${name} has to give a vector of ${classes} but gives ${describeShape(last.output)}: ` +
    'put a flatten or global pooling layer before it.'
  );
}

/** How a sentence begins on a network that does not end as it should. */
export function needsEnd(classes: number): string {
  return `A network has to end in a dense layer with softmax and one unit for each of its ${classes} classes;`;
}
