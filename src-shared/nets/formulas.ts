import { formatCount } from './format-number.ts';
import { layerParameters } from './layer-cost.ts';
import { elementsOf } from './net-spec.ts';
import { type WindowLayer, windowSize } from './shapes/window-shapes.ts';
import type { TracedLayer, TracedOf } from './trace-shapes.ts';
import { layerVariables } from './variables.ts';
import { type WindowAxis, windowAxis } from './window.ts';

/**
 * The sum behind a layer's parameters with its numbers, as the deck prints it: `(11 × 11 × 3) × 96 + 96 = 34,944`,
 * `(9216 × 4096) + 4096 = 37,752,832`; operands are not grouped, results are. Batch normalisation has gamma and beta,
 * then the two moving averages. Layers without parameters give the formula of their output instead.
 */
export function layerFormula(traced: TracedLayer): string {
  const { trainable, nonTrainable } = layerParameters(traced);
  const sum = parameterSum(traced);
  return sum === undefined ? outputFormula(traced) : `${sum} = ${formatCount(trainable + nonTrainable)}`;
}

function parameterSum(traced: TracedLayer): string | undefined {
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
      return kernelSum(traced);
    case 'dense': {
      const { input, layer } = traced;
      const weights = `(${input.at(-1)} × ${layer.units})`;
      return layer.bias === false ? weights : `${weights} + ${layer.units}`;
    }
    case 'batch-norm': {
      const channels = traced.input.at(-1);
      return `2 × ${channels} + 2 × ${channels}`;
    }
    case 'layer-norm':
      return `2 × ${traced.input.at(-1)}`;
    case 'learned-add':
    case 'class-token':
    case 'relative-position-bias':
      return layerVariables(traced)
        .map(({ shape }) => shape.join(' × '))
        .join(' + ');
    default:
      return undefined;
  }
}

/** `(5 × 5 × 96 / 2) × 256 + 256` for two groups, `(3 × 3) × 32` for a depthwise kernel without bias. */
function kernelSum({ layer, input, output }: TracedOf<'conv' | 'depthwise-conv'>): string {
  const [height, width] = layer.kernel;
  const weights =
    layer.type === 'conv'
      ? `(${height} × ${width} × ${input[2]}${layer.groups ? ` / ${layer.groups}` : ''}) × ${output[2]}`
      : `(${height} × ${width}) × ${output[2]}`;
  return layer.bias ? `${weights} + ${output[2]}` : weights;
}

/**
 * How the size of a layer's output follows from its input (deck, "Stride"), with numbers:
 * `(227 + 2·0 − 11) / 4 + 1 = 55`, for pooling without padding `(55 − 3) / 2 + 1 = 27`. Where the division leaves a
 * rest the floor is shown, where Keras pads the two sides differently both are (`(28 + 0 + 1 − 2) / …`), and where
 * height and width differ each has its own formula.
 */
export function outputFormula(traced: TracedLayer): string {
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return windowFormula(traced.layer, traced.input[0], traced.input[1]);
    case 'global-pool': {
      const pooled = traced.input.slice(0, -1).join(' × ');
      return `${traced.layer.mode} of ${pooled} values each: ${formatCount(traced.output.at(-1) ?? 0)}`;
    }
    case 'flatten':
      return `${traced.input.join(' × ')} = ${formatCount(elementsOf(traced.output))}`;
    case 'reshape':
      return `${traced.input.join(' × ')} = ${traced.output.join(' × ')}`;
    case 'dense':
      return `units = ${formatCount(traced.layer.units)}`;
    case 'matmul':
      return matmulFormula(traced);
    case 'class-token':
      return `${traced.input[0]} + 1 = ${formatCount(traced.output[0] ?? 0)}`;
    case 'concatenate':
      return concatenateFormula(traced);
    case 'slice': {
      const { begin, size } = traced.layer;
      return `elements ${formatCount(begin)} to ${formatCount(begin + size - 1)}`;
    }
    case 'transpose':
      return `${traced.input.join(' × ')} to ${traced.output.join(' × ')}`;
    case 'add':
    case 'multiply':
      return `as its ${traced.inputs.length} inputs`;
    default:
      return 'as its input';
  }
}

function matmulFormula({ layer, inputs }: TracedOf<'matmul'>): string {
  const [a = [], b = []] = inputs.map((shape) => shape.slice(-2).join(' × '));
  const factor = (shape: string | readonly never[], isTransposed = false) =>
    `(${shape})${isTransposed ? 'ᵀ' : ''}`;
  return `${factor(a, layer.transposeA)} · ${factor(b, layer.transposeB)}`;
}

function concatenateFormula({ layer, inputs, output }: TracedOf<'concatenate'>): string {
  const sizes = inputs.map((shape) => shape.at(layer.axis));
  return `${sizes.join(' + ')} = ${formatCount(output.at(layer.axis) ?? 0)}`;
}

function windowFormula(layer: WindowLayer, height: number, width: number): string {
  const [rows, columns] = windowSize(layer);
  const vertical = axisFormula(layer, height, rows, layer.stride[0]);
  const horizontal = axisFormula(layer, width, columns, layer.stride[1]);
  return vertical === horizontal ? vertical : `height ${vertical}, width ${horizontal}`;
}

function axisFormula(layer: WindowLayer, n: number, m: number, s: number): string {
  const axis = windowAxis(n, m, s, layer.padding);
  const isPool = 'size' in layer;
  const padded = isPool && layer.padding === 'valid' ? `${n}` : `${n} + ${paddingTerm(axis)}`;
  const divides = (n + axis.padBefore + axis.padAfter - m) % s === 0;
  const positions = `(${padded} − ${m}) / ${s}`;
  return `${divides ? positions : `⌊${positions}⌋`} + 1 = ${formatCount(axis.output)}`;
}

function paddingTerm({ padBefore, padAfter }: WindowAxis): string {
  return padBefore === padAfter ? `2·${padBefore}` : `${padBefore} + ${padAfter}`;
}
