import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import { emitActivation } from './layers/activation.ts';
import {
  emitClassToken,
  emitLearnedAdd,
  emitRelativePositionBias,
  emitWindowMask,
} from './layers/attention.ts';
import { emitAdd, emitConcatenate, emitMultiply } from './layers/joins.ts';
import { emitBatchNorm, emitLayerNorm, emitLrn } from './layers/normalisation.ts';
import { emitDense, emitMatmul } from './layers/products.ts';
import { emitFlatten, emitReshape, emitRoll, emitSlice, emitTranspose } from './layers/rearranging.ts';
import { emitConv, emitGlobalPool, emitPool } from './layers/windows.ts';
import type { OnnxContext, OnnxValue } from './onnx-context.ts';

/** Adds the nodes of any layer, as it predicts: dropout and stochastic depth are nothing. */
export function emitLayer(
  context: OnnxContext,
  traced: TracedLayer,
  inputs: readonly OnnxValue[],
): OnnxValue {
  const [input] = inputs;
  if (!input) throw new Error(`Layer ${traced.layer.name} reads nothing`);
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
      return emitConv(context, traced, input, inputs);
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return emitPool(context, traced, input, inputs);
    case 'global-pool':
      return emitGlobalPool(context, traced, input, inputs);
    case 'batch-norm':
      return emitBatchNorm(context, traced, input, inputs);
    case 'layer-norm':
      return emitLayerNorm(context, traced, input, inputs);
    case 'lrn':
      return emitLrn(context, traced, input, inputs);
    case 'activation':
      return emitActivation(context, traced, input, inputs);
    case 'dropout':
    case 'stochastic-depth':
      return input;
    case 'dense':
      return emitDense(context, traced, input, inputs);
    case 'learned-add':
      return emitLearnedAdd(context, traced, input, inputs);
    case 'class-token':
      return emitClassToken(context, traced, input, inputs);
    case 'relative-position-bias':
      return emitRelativePositionBias(context, traced, input, inputs);
    case 'window-mask':
      return emitWindowMask(context, traced, input, inputs);
    case 'add':
      return emitAdd(context, traced, input, inputs);
    case 'multiply':
      return emitMultiply(context, traced, input, inputs);
    case 'concatenate':
      return emitConcatenate(context, traced, input, inputs);
    case 'matmul':
      return emitMatmul(context, traced, input, inputs);
    case 'flatten':
      return emitFlatten(context, traced, input, inputs);
    case 'reshape':
      return emitReshape(context, traced, input, inputs);
    case 'transpose':
      return emitTranspose(context, traced, input, inputs);
    case 'slice':
      return emitSlice(context, traced, input, inputs);
    case 'roll':
      return emitRoll(context, traced, input, inputs);
  }
}
