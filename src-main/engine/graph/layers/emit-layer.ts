import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import type { Ref } from '../graph-builder.ts';
import type { EmittedLayer, LayerContext } from '../layer-graph.ts';
import { emitActivation } from './activation.ts';
import { emitRelativePositionBias, emitWindowMask } from './attention-windows.ts';
import { emitBatchNorm } from './batch-norm.ts';
import { emitConv, emitDepthwiseConv } from './conv.ts';
import { emitDense } from './dense.ts';
import { emitDropout, emitStochasticDepth } from './dropout.ts';
import { emitAdd, emitConcatenate, emitMultiply } from './joins.ts';
import { emitLayerNorm } from './layer-norm.ts';
import { emitClassToken, emitLearnedAdd } from './learned-tensors.ts';
import { emitLrn } from './lrn.ts';
import { emitMatmul } from './matmul.ts';
import { emitGlobalPool, emitPool } from './pool.ts';
import { emitReshape, emitRoll, emitSlice, emitTranspose } from './rearranging.ts';

/** Adds any layer to the graph; `first` and `others` are what it reads, in the order of its inputs. */
export function emitLayer(
  context: LayerContext,
  traced: TracedLayer,
  first: Ref,
  ...others: readonly Ref[]
): EmittedLayer {
  switch (traced.type) {
    case 'conv':
      return emitConv(context, traced, first);
    case 'depthwise-conv':
      return emitDepthwiseConv(context, traced, first);
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return emitPool(context, traced, first);
    case 'global-pool':
      return emitGlobalPool(context, traced, first);
    case 'batch-norm':
      return emitBatchNorm(context, traced, first);
    case 'layer-norm':
      return emitLayerNorm(context, traced, first);
    case 'lrn':
      return emitLrn(context, traced, first);
    case 'activation':
      return emitActivation(context, traced, first);
    case 'dropout':
      return emitDropout(context, traced, first);
    case 'stochastic-depth':
      return emitStochasticDepth(context, traced, first);
    case 'dense':
      return emitDense(context, traced, first);
    case 'learned-add':
      return emitLearnedAdd(context, traced, first);
    case 'class-token':
      return emitClassToken(context, traced, first);
    case 'relative-position-bias':
      return emitRelativePositionBias(context, traced, first);
    case 'window-mask':
      return emitWindowMask(context, traced, first);
    case 'add':
      return emitAdd(context, traced, first, ...others);
    case 'multiply':
      return emitMultiply(context, traced, first, ...others);
    case 'concatenate':
      return emitConcatenate(context, traced, first, ...others);
    case 'matmul':
      return emitMatmul(context, traced, first, ...others);
    case 'flatten':
    case 'reshape':
      return emitReshape(context, traced, first);
    case 'transpose':
      return emitTranspose(context, traced, first);
    case 'slice':
      return emitSlice(context, traced, first);
    case 'roll':
      return emitRoll(context, traced, first);
  }
}
