import { PICTURE } from '../../../../src-shared/nets/layer-spec.ts';
import { traceShapes } from '../../../../src-shared/nets/trace-shapes.ts';
import { cropOf, reductionOf } from '../../views.ts';
import type { ExportSource } from '../export-format.ts';
import { emitInput } from './emit-input.ts';
import { emitLayer } from './emit-layer.ts';
import type { OnnxModel } from './encode-model.ts';
import { type OnnxValue, onnxContext } from './onnx-context.ts';
import { OnnxGraph } from './onnx-graph.ts';

/** Name of the one output: float32 [batch, classes], each row adds up to 1. */
export const PROBABILITIES = 'probabilities';

/** A network as an ONNX model. Nothing of the weights is read before it is written. */
export function buildOnnxModel(source: ExportSource): OnnxModel {
  const { net, options } = source;
  const graph = new OnnxGraph();
  const context = onnxContext(graph, source);
  const { input, picture } = emitInput(graph, source);
  const values = new Map<string, OnnxValue>([[PICTURE, picture]]);
  let last = picture;
  for (const traced of traceShapes(net)) {
    const inputs = traced.sources.flatMap((name) => values.get(name) ?? []);
    last = emitLayer(context, traced, inputs);
    values.set(traced.layer.name, last);
  }
  const logits = options.float16
    ? graph.add('Cast', 'Output/float', [last.name], { to: { int: 1 } })
    : last.name;
  graph.add('Softmax', PROBABILITIES, [logits], { axis: { int: -1 } });
  return {
    graph,
    name: net.title,
    input,
    output: { name: PROBABILITIES, element: 'float32', shape: ['batch', net.classes] },
    metadata: metadataOf(source),
  };
}

/** What somebody who has nothing but the file needs to use it. */
function metadataOf({ net, labels, options, input }: ExportSource): Record<string, string> {
  return {
    network: net.name,
    labels: JSON.stringify(labels),
    precision: options.float16 ? 'float16' : 'float32',
    preprocessing: JSON.stringify({
      inside: options.preprocessing === 'inside',
      colours: 'RGB',
      range: [0, 255],
      resize: 'shorter side to 256, then the middle 256 × 256',
      crop: cropOf(net.input),
      averageDown: reductionOf(net.input),
      mean: [...input.mean],
      deviation: [...input.deviation],
    }),
  };
}
