import { formatCount } from './format-number.ts';
import { layerParameters } from './layer-cost.ts';
import { elementsOf } from './net-spec.ts';
import { type TracedLayer, type WindowLayer, windowSize } from './trace-shapes.ts';
import { type WindowAxis, windowAxis } from './window.ts';

/**
 * The sum behind a layer's parameters with its numbers, as the deck prints it: `(11 × 11 × 3) × 96 + 96 = 34,944`,
 * `(9216 × 4096) + 4096 = 37,752,832`; operands are not grouped, results are. Batch normalisation has gamma and beta,
 * then the two moving averages. Layers without parameters give the formula of their output instead.
 */
export function layerFormula(traced: TracedLayer): string {
  const { layer, input } = traced;
  const { trainable, nonTrainable } = layerParameters(traced);
  const result = formatCount(trainable + nonTrainable);
  switch (layer.type) {
    case 'conv': {
      const weights = `(${layer.kernel[0]} × ${layer.kernel[1]} × ${input.at(-1)}) × ${layer.filters}`;
      return layer.bias ? `${weights} + ${layer.filters} = ${result}` : `${weights} = ${result}`;
    }
    case 'dense':
      return `(${elementsOf(input)} × ${layer.units}) + ${layer.units} = ${result}`;
    case 'batch-norm': {
      const channels = input.at(-1);
      return `2 × ${channels} + 2 × ${channels} = ${result}`;
    }
    case 'max-pool':
    case 'flatten':
    case 'dropout':
      return outputFormula(traced);
  }
}

/**
 * How the size of a layer's output follows from its input (deck, "Stride"), with numbers:
 * `(227 + 2·0 − 11) / 4 + 1 = 55`, for pooling without padding `(55 − 3) / 2 + 1 = 27`. Where the division leaves a
 * rest the floor is shown, where Keras pads the two sides differently both are (`(28 + 0 + 1 − 2) / …`), and where
 * height and width differ each has its own formula.
 */
export function outputFormula(traced: TracedLayer): string {
  switch (traced.kind) {
    case 'window':
      return windowFormula(traced.layer, traced.input[0], traced.input[1]);
    case 'flatten':
      return `${traced.input.join(' × ')} = ${formatCount(elementsOf(traced.output))}`;
    case 'dense':
      return `units = ${formatCount(traced.layer.units)}`;
    case 'element-wise':
      return 'as its input';
  }
}

function windowFormula(layer: WindowLayer, height: number, width: number): string {
  const [rows, columns] = windowSize(layer);
  const vertical = axisFormula(layer, height, rows, layer.stride[0]);
  const horizontal = axisFormula(layer, width, columns, layer.stride[1]);
  return vertical === horizontal ? vertical : `height ${vertical}, width ${horizontal}`;
}

function axisFormula(layer: WindowLayer, n: number, m: number, s: number): string {
  const axis = windowAxis(n, m, s, layer.padding);
  const padded =
    layer.type === 'max-pool' && layer.padding === 'valid' ? `${n}` : `${n} + ${paddingTerm(axis)}`;
  const divides = (n + axis.padBefore + axis.padAfter - m) % s === 0;
  const positions = `(${padded} − ${m}) / ${s}`;
  return `${divides ? positions : `⌊${positions}⌋`} + 1 = ${formatCount(axis.output)}`;
}

function paddingTerm({ padBefore, padAfter }: WindowAxis): string {
  return padBefore === padAfter ? `2·${padBefore}` : `${padBefore} + ${padAfter}`;
}
