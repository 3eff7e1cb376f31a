import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import type { Ref } from '../graph-builder.ts';
import type { EmittedLayer, LayerContext } from '../layer-graph.ts';
import { emitBatchNorm } from './batch-norm.ts';
import { emitConv } from './conv.ts';
import { emitDense } from './dense.ts';
import { emitDropout } from './dropout.ts';
import { emitFlatten } from './flatten.ts';
import { emitMaxPool } from './max-pool.ts';

/** Adds any layer to the graph. `layer` is spread again so that TypeScript narrows the whole by it. */
export function emitLayer(context: LayerContext, traced: TracedLayer, input: Ref): EmittedLayer {
  switch (traced.kind) {
    case 'flatten':
      return emitFlatten(context, traced, input);
    case 'dense':
      return emitDense(context, traced, input);
    case 'window': {
      const { layer } = traced;
      return layer.type === 'conv'
        ? emitConv(context, { ...traced, layer }, input)
        : emitMaxPool(context, { ...traced, layer }, input);
    }
    case 'element-wise': {
      const { layer } = traced;
      return layer.type === 'batch-norm'
        ? emitBatchNorm(context, { ...traced, layer }, input)
        : emitDropout(context, { ...traced, layer }, input);
    }
  }
}
