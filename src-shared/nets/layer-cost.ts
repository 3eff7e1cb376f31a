import { elementsOf } from './net-spec.ts';
import type { TracedLayer } from './trace-shapes.ts';
import { layerVariables } from './variables.ts';

export interface ParameterCount {
  /** What the optimizer updates. */
  readonly trainable: number;
  /** Moving averages of batch normalisation. */
  readonly nonTrainable: number;
}

/**
 * Parameters of a layer (deck, "Explanation for parameters" and "Fully connected(Dense) layers"):
 * (height · width · in) · filters + filters for a convolution with bias, in · units + units for a dense layer, and two
 * trainable and two non-trainable values a channel for batch normalisation.
 */
export function layerParameters(traced: TracedLayer): ParameterCount {
  const count = { trainable: 0, nonTrainable: 0 };
  for (const variable of layerVariables(traced)) {
    count[variable.trainable ? 'trainable' : 'nonTrainable'] += elementsOf(variable.shape);
  }
  return count;
}

/**
 * Multiply-adds of the forward pass for one picture; a training step takes about three times as many.
 *
 * Each element of a convolution's output needs height · width · in / groups of them, zeros of the padding included (depthwise: height · width), of a dense
 * layer's as many as there are inputs, of a matrix product's as many as the summed axis is long. Normalisation, with its statistics at hand, scales and
 * shifts each element once; LRN sums squares over its channels. Biases, activation functions, sums of layers, comparisons of poolings and moving things
 * about count as 0.
 */
export function layerMultiplyAdds(traced: TracedLayer): number {
  const outputs = elementsOf(traced.output);
  switch (traced.type) {
    case 'conv':
      return (outputs * elementsOf(traced.layer.kernel) * traced.input[2]) / (traced.layer.groups ?? 1);
    case 'depthwise-conv':
      return outputs * elementsOf(traced.layer.kernel);
    case 'dense':
      return outputs * (traced.input.at(-1) ?? 0);
    case 'matmul':
      return outputs * (traced.input.at(traced.layer.transposeA ? -2 : -1) ?? 0);
    case 'lrn':
      return outputs * (2 * traced.layer.radius + 1);
    case 'batch-norm':
    case 'layer-norm':
    case 'multiply':
      return outputs;
    default:
      return 0;
  }
}

const FLOAT32_BYTES = 4;

/** Bytes of a layer's output for one picture in float32. Flatten and reshape take none: they are other views of their input. */
export function layerActivationBytes({ type, output }: TracedLayer): number {
  return type === 'flatten' || type === 'reshape' ? 0 : elementsOf(output) * FLOAT32_BYTES;
}
