import { layerParameters } from '../nets/layer-cost.ts';
import type { LayerSpec } from '../nets/layer-spec.ts';
import { kerasClass } from '../nets/name-layers.ts';
import type { BuiltNet, TensorShape } from '../nets/net-spec.ts';
import { type TracedLayer, traceShapes } from '../nets/trace-shapes.ts';

/** A layer of one of two networks. */
export interface LayerFacts {
  readonly name: string;
  /** Keras' class: `Conv2D`. */
  readonly type: string;
  readonly output: TensorShape;
  readonly params: number;
}

/** A property of a layer that is another; undefined where the layer does not say it. */
export interface PropertyChange {
  readonly property: string;
  readonly first: unknown;
  readonly second: unknown;
}

/**
 * A row of two networks side by side. `resized`: the same layer, whose shape or parameters are others because of what comes before it (or the
 * number of classes).
 */
export type AlignedLayer =
  | { readonly kind: 'same' | 'resized'; readonly first: LayerFacts; readonly second: LayerFacts }
  | {
      readonly kind: 'changed';
      readonly first: LayerFacts;
      readonly second: LayerFacts;
      readonly changes: readonly PropertyChange[];
    }
  | { readonly kind: 'removed'; readonly first: LayerFacts }
  | { readonly kind: 'added'; readonly second: LayerFacts };

/**
 * Two networks layer by layer: the alignment of their lists that keeps most in place (Needleman and Wunsch 1970; only layers of one type may stand side by
 * side, and the more of their properties agree the better). Names do not count, because they number the layers before them.
 */
export function alignLayers(first: BuiltNet, second: BuiltNet): AlignedLayer[] {
  const [a, b] = [traceShapes(first), traceShapes(second)];
  const width = b.length + 1;
  const best = new Float64Array((a.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), likeness(a[i], b[j]) + at(i + 1, j + 1));
    }
  }
  const rows: AlignedLayer[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]];
    if (one && other && likeness(one, other) > 0 && at(i, j) === likeness(one, other) + at(i + 1, j + 1)) {
      rows.push(sideBySide(one, other));
      i++;
      j++;
    } else if (one && (!other || at(i, j) === at(i + 1, j))) {
      rows.push({ kind: 'removed', first: factsOf(one) });
      i++;
    } else if (other) {
      rows.push({ kind: 'added', second: factsOf(other) });
      j++;
    }
  }
  return rows;
}

/** 0 for layers of different types; else 1 and the share of their properties that agree. */
function likeness(first: TracedLayer | undefined, second: TracedLayer | undefined): number {
  if (!first || !second || first.type !== second.type) return 0;
  const count = new Set([...propertiesOf(first.layer).keys(), ...propertiesOf(second.layer).keys()]).size;
  return count === 0 ? 2 : 2 - changesOf(first.layer, second.layer).length / count;
}

function sideBySide(first: TracedLayer, second: TracedLayer): AlignedLayer {
  const [one, other] = [factsOf(first), factsOf(second)];
  const changes = changesOf(first.layer, second.layer);
  if (changes.length > 0) return { kind: 'changed', first: one, second: other, changes };
  const isSame = one.params === other.params && one.output.join() === other.output.join();
  return { kind: isSame ? 'same' : 'resized', first: one, second: other };
}

function factsOf(traced: TracedLayer): LayerFacts {
  const { trainable, nonTrainable } = layerParameters(traced);
  const { layer, output } = traced;
  return { name: layer.name, type: kerasClass(layer), output, params: trainable + nonTrainable };
}

function changesOf(first: LayerSpec, second: LayerSpec): PropertyChange[] {
  const [one, other] = [propertiesOf(first), propertiesOf(second)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((property) => ({ property, first: one.get(property), second: other.get(property) }))
    .filter((change) => JSON.stringify(change.first) !== JSON.stringify(change.second));
}

/** What a layer does, without its name and its place. */
function propertiesOf(layer: LayerSpec): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(layer).filter(
      ([name, value]) => !['type', 'name', 'inputs'].includes(name) && value !== undefined,
    ),
  );
}
