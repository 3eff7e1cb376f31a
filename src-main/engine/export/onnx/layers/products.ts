import type { TracedOf } from '../../../../../src-shared/nets/trace-shapes.ts';
import { permute } from '../../permute.ts';
import { type OnnxContext, type OnnxEmitter, type OnnxValue, PLAIN, transpose } from '../onnx-context.ts';
import type { ValueName } from '../onnx-graph.ts';
import { activate } from './activation.ts';

/** Over vectors one `Gemm`, over tokens a `MatMul`. The last layer's softmax is left to the model's output, which is float32. */
export const emitDense: OnnxEmitter<TracedOf<'dense'>> = (context, { layer, output }, input) => {
  const { graph } = context;
  const { value, kernel } = productOf(context, layer, input);
  const hasBias = layer.bias !== false;
  const bias = (): ValueName => context.weights(`${layer.name}/bias`, [layer.units]);
  const product = (): ValueName => {
    if (input.shape.length === 1)
      return graph.add('Gemm', `${layer.name}/product`, hasBias ? [value, kernel, bias()] : [value, kernel]);
    const plain = graph.add('MatMul', `${layer.name}/product`, [value, kernel]);
    return hasBias ? graph.add('Add', `${layer.name}/biased`, [plain, bias()]) : plain;
  };
  const activation = layer.activation === 'softmax' ? undefined : layer.activation;
  return { name: activate(context, layer.name, activation, product()), shape: output, layout: PLAIN };
};

/** What to multiply. Behind a flattened feature map the kernel's rows are brought into the order of the values, which costs nothing when the model runs. */
function productOf(
  context: OnnxContext,
  { name, units }: TracedOf<'dense'>['layer'],
  input: OnnxValue,
): { value: ValueName; kernel: ValueName } {
  const variable = `${name}/kernel`;
  const dims = [input.shape.at(-1) ?? 1, units];
  if (input.layout.kind !== 'flattened')
    return { value: context.plain(input), kernel: context.weights(variable, dims) };
  const [height, width, channels] = input.layout.from;
  const kernel = context.weights(variable, dims, (values) =>
    permute(values, [height * width, channels, units], [1, 0, 2]),
  );
  return { value: input.name, kernel };
}

export const emitMatmul: OnnxEmitter<TracedOf<'matmul'>> = (context, { layer, output }, first, inputs) => {
  const { graph } = context;
  const [, second = first] = inputs;
  const a = matrices(context, `${layer.name}/first`, first, layer.transposeA);
  const b = matrices(context, `${layer.name}/second`, second, layer.transposeB);
  const product = graph.add('MatMul', `${layer.name}/product`, [a, b]);
  if (layer.scale === undefined) return { name: product, shape: output, layout: PLAIN };
  const scale = context.constant(`${layer.name}/scale`, [layer.scale], []);
  return { name: graph.add('Mul', `${layer.name}/scaled`, [product, scale]), shape: output, layout: PLAIN };
};

function matrices(
  context: OnnxContext,
  name: string,
  value: OnnxValue,
  isTransposed: boolean | undefined,
): ValueName {
  const plain = context.plain(value);
  if (!isTransposed) return plain;
  const rank = value.shape.length + 1;
  const axes = Array.from({ length: rank - 2 }, (_, axis) => axis);
  return transpose(context.graph, name, plain, [...axes, rank - 1, rank - 2]);
}
