import { type LayerSpec, PICTURE } from '../../../../src-shared/nets/layer-spec.ts';
import type { BuiltNet } from '../../../../src-shared/nets/net-spec.ts';
import { type TracedOf, traceShapes } from '../../../../src-shared/nets/trace-shapes.ts';
import { uniqueNamer } from '../../../../src-shared/nets/unique-namer.ts';

/** The same network with the end of an axis cut off and put in front in place of rolling, which TensorFlow.js' graphs do not have. Variables keep their names. */
export function withoutRoll(net: BuiltNet): BuiltNet {
  const unique = uniqueNamer([PICTURE, ...net.layers.map(({ name }) => name)]);
  const layers = traceShapes(net).flatMap((traced): LayerSpec[] =>
    // Names of all that is read, because the layer before may now be another one.
    traced.type === 'roll' ? rolled(traced, unique) : [{ ...traced.layer, inputs: traced.sources }],
  );
  return { ...net, layers };
}

function rolled(
  { layer, sources, input }: TracedOf<'roll'>,
  unique: (wanted: string) => string,
): LayerSpec[] {
  const layers: LayerSpec[] = [];
  let value = sources[0] ?? PICTURE;
  for (const [index, axis] of layer.axes.entries()) {
    const size = input[axis] ?? 1;
    // How many elements come from the end to the front.
    const shift = (((layer.shifts[index] ?? 0) % size) + size) % size;
    if (shift === 0) continue;
    const part = (begin: number, length: number): string => {
      const name = unique(`${layer.name}_part`);
      layers.push({ type: 'slice', name, inputs: [value], axis, begin, size: length });
      return name;
    };
    const inputs = [part(size - shift, shift), part(0, size - shift)];
    value = unique(`${layer.name}_joined`);
    layers.push({ type: 'concatenate', name: value, inputs, axis });
  }
  const last = layers.pop();
  // A roll that moves nothing is a reshape to the same shape.
  return last
    ? [...layers, { ...last, name: layer.name }]
    : [{ type: 'reshape', name: layer.name, inputs: [value], shape: input }];
}
