import { elementsOf, type ImageShape, type TensorShape } from '../../../../src-shared/nets/net-spec.ts';
import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import type { ExportSource } from '../export-format.ts';
import type { OnnxGraph, ValueName } from './onnx-graph.ts';

/**
 * How a value lies in memory: `plain` as the network's description has it; `channels-first` for feature maps, because ONNX's convolutions take
 * [batch, channels, height, width]; `flattened` for a channels-first feature map `from` that was made a vector.
 */
export type Layout =
  | { readonly kind: 'plain' }
  | { readonly kind: 'channels-first' }
  | { readonly kind: 'flattened'; readonly from: ImageShape };

/** What a layer gives; `shape` is that of the description, without the batch and with the channels last. */
export interface OnnxValue {
  readonly name: ValueName;
  readonly shape: TensorShape;
  readonly layout: Layout;
}

export const PLAIN: Layout = { kind: 'plain' };
export const CHANNELS_FIRST: Layout = { kind: 'channels-first' };

/** Adds a layer of type T to the graph, reading `inputs`. */
export type OnnxEmitter<T extends TracedLayer> = (
  context: OnnxContext,
  traced: T,
  input: OnnxValue,
  inputs: readonly OnnxValue[],
) => OnnxValue;

/** Where layers are added, with what they need besides their inputs. */
export interface OnnxContext {
  readonly graph: OnnxGraph;
  /** Type of weights and activations. */
  readonly compute: 'float32' | 'float16';
  /** A variable of the network as a tensor of the file, under its own name; `prepare` brings it from the engine's layout to `dims`. */
  weights(
    variable: string,
    dims: readonly number[],
    prepare?: (values: Float32Array) => Float32Array,
  ): ValueName;
  /** Numbers that are known beforehand. */
  constant(name: string, values: readonly number[], dims: readonly number[]): ValueName;
  /** The value in the order of the description. */
  plain(value: OnnxValue): ValueName;
  /** A feature map [batch, channels, height, width]. */
  channelsFirst(value: OnnxValue): ValueName;
}

/** Values are turned around at most once each. */
export function onnxContext(graph: OnnxGraph, source: ExportSource): OnnxContext {
  const compute = source.options.float16 ? 'float16' : 'float32';
  const turned = new Map<string, ValueName>();
  const once = (name: string, make: () => ValueName): ValueName => {
    const made = turned.get(name) ?? make();
    turned.set(name, made);
    return made;
  };
  const toCompute = (values: Float32Array): ArrayBufferView =>
    compute === 'float16' ? new Float16Array(values) : values;

  return {
    graph,
    compute,
    weights: (variable, dims, prepare = (values) => values) =>
      graph.tensor({
        name: variable,
        element: compute,
        dims,
        load: async () => toCompute(prepare(await source.read(variable))),
      }),
    constant: (name, values, dims) =>
      graph.tensor({ name, element: compute, dims, load: async () => toCompute(new Float32Array(values)) }),
    plain: ({ name, shape, layout }) => {
      switch (layout.kind) {
        case 'plain':
          return name;
        case 'channels-first':
          return once(`${name}/channels_last`, () =>
            transpose(graph, `${name}/channels_last`, name, [0, 2, 3, 1]),
          );
        case 'flattened':
          return once(`${name}/channels_last`, () => {
            const [height, width, channels] = layout.from;
            const map = reshape(graph, `${name}/map`, name, [channels, height, width]);
            const last = transpose(graph, `${name}/map_channels_last`, map, [0, 2, 3, 1]);
            return reshape(graph, `${name}/channels_last`, last, shape);
          });
      }
    },
    channelsFirst: ({ name, layout }) => {
      if (layout.kind === 'channels-first') return name;
      return once(`${name}/channels_first`, () =>
        transpose(graph, `${name}/channels_first`, name, [0, 3, 1, 2]),
      );
    },
  };
}

/** Axes in another order, the batch's among them. */
export function transpose(
  graph: OnnxGraph,
  name: string,
  value: ValueName,
  permutation: readonly number[],
): ValueName {
  return graph.add('Transpose', name, [value], { perm: { ints: permutation } });
}

/** The same values under another shape, which is given without the batch; that stays. */
export function reshape(graph: OnnxGraph, name: string, value: ValueName, shape: TensorShape): ValueName {
  return graph.add('Reshape', name, [value, graph.ints(`${name}/shape`, [0, ...shape])]);
}

/** Where an axis of the description (without the batch, −1 the last) is in the value as it lies. */
export function axisOf({ shape, layout }: OnnxValue, axis: number): number {
  const index = axis < 0 ? axis + shape.length : axis;
  return layout.kind === 'channels-first' ? ([2, 3, 1][index] ?? index) : index + 1;
}

/** Whether flattening leaves the order of the values as it is, whatever the layout. */
export function isOnePixel(shape: TensorShape): boolean {
  return elementsOf(shape.slice(0, -1)) === 1;
}
