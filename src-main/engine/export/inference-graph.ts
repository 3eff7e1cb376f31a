import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { attr, type GraphBuilder, type Ref } from '../graph/graph-builder.ts';
import { emitLayers } from '../graph/layers-graph.ts';
import type { ExportSource } from './export-format.ts';

/** float32 [batch, height, width, channels], RGB, 0 to 255. */
export const PICTURES = 'pictures';
/** float32 [batch, classes], each row adds up to 1. */
export const PROBABILITIES = 'probabilities';

const T = attr.type('float32');

/** Adds the way from pictures to probabilities by TensorFlow's nodes that every device has. `handle` gives the resource of a variable. */
export function emitInference(
  graph: GraphBuilder,
  { net, input }: { readonly net: BuiltNet; readonly input: ExportSource['input'] },
  handle: (variable: string) => Ref,
): void {
  const pictures = graph.placeholder(PICTURES, 'float32', [-1, ...net.input]);
  const mean = graph.floats('input/mean', [...input.mean], [input.mean.length]);
  const deviation = graph.floats('input/deviation', [...input.deviation], [input.deviation.length]);
  const centred = graph.add('Sub', 'input/centred', [pictures, mean], { T });
  const scaled = graph.add('RealDiv', 'input/scaled', [centred, deviation], { T });
  const context = {
    graph,
    scope: 'network',
    compute: 'float32',
    device: 'cpu',
    portable: true,
    training: false,
    dropout: false,
    logits: net.layers.at(-1)?.name ?? '',
    // Nothing is dropped, so nothing asks for it.
    seed: '',
    handle,
  } as const;
  const logits = emitLayers(context, traceShapes(net), scaled).at(-1)?.emitted.output ?? scaled;
  graph.add('Softmax', PROBABILITIES, [logits], { T });
}
