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
 * A convolution needs height · width · in of its kernel for each element of its output, zeros of the padding included,
 * a dense layer in · units; biases and activation functions are not counted. Batch normalisation, with its statistics
 * fixed, scales and shifts each element once. Pooling compares and flatten only renames, so they count as 0.
 */
export function layerMultiplyAdds(traced: TracedLayer): number {
  switch (traced.kind) {
    case 'window': {
      const { layer, input, output } = traced;
      return layer.type === 'conv' ? elementsOf(output) * elementsOf(layer.kernel) * input[2] : 0;
    }
    case 'dense':
      return traced.input[0] * traced.layer.units;
    case 'element-wise':
      return traced.layer.type === 'batch-norm' ? elementsOf(traced.output) : 0;
    case 'flatten':
      return 0;
  }
}

const FLOAT32_BYTES = 4;

/** Bytes of a layer's output for one picture in float32. Flatten takes none: it is another view of its input. */
export function layerActivationBytes({ layer, output }: TracedLayer): number {
  return layer.type === 'flatten' ? 0 : elementsOf(output) * FLOAT32_BYTES;
}
