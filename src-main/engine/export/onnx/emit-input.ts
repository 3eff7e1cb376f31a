import { cropOf, reductionOf } from '../../views.ts';
import type { ExportSource } from '../export-format.ts';
import type { ModelValue } from './encode-model.ts';
import { CHANNELS_FIRST, type OnnxValue, reshape, transpose } from './onnx-context.ts';
import type { OnnxGraph, ValueName } from './onnx-graph.ts';

/** What a model takes, and what its first layer reads. */
export interface ModelInput {
  readonly input: ModelValue;
  readonly picture: OnnxValue;
}

/** A channel each, whatever the other axes. */
const CHANNEL_DIMS = [1, 3, 1, 1];

/** The model's input with what has to happen before the first layer. Names begin with a capital letter, which no layer's does. */
export function emitInput(graph: OnnxGraph, source: ExportSource): ModelInput {
  const { net, options } = source;
  const [height, width, channels] = net.input;
  const { input, normalised } =
    options.preprocessing === 'inside' ? pictures(graph, source) : plainInput(source);
  const name = options.float16
    ? graph.add('Cast', 'Input/half', [normalised], { to: { int: 10 } })
    : normalised;
  return { input, picture: { name, shape: [height, width, channels], layout: CHANNELS_FIRST } };
}

interface Normalised {
  readonly input: ModelValue;
  /** float32 [batch, channels, height, width] */
  readonly normalised: ValueName;
}

function plainInput({ net }: ExportSource): Normalised {
  const [height, width, channels] = net.input;
  const input: ModelValue = {
    name: 'input',
    element: 'float32',
    shape: ['batch', channels, height, width],
  };
  return { input, normalised: input.name };
}

/** uint8 pictures of any size from the crop on, RGB, rows first: their middle, averaged down where the network's input is small, (x − mean) / deviation. */
function pictures(graph: OnnxGraph, { net, input: statistics }: ExportSource): Normalised {
  const input: ModelValue = {
    name: 'pictures',
    element: 'uint8',
    shape: ['batch', 'height', 'width', net.input[2]],
  };
  const cropped = transpose(
    graph,
    'Input/channels_first',
    emitCrop(graph, input.name, net.input),
    [0, 3, 1, 2],
  );
  const float = graph.add('Cast', 'Input/float', [cropped], { to: { int: 1 } });
  const times = reductionOf(net.input);
  const window = { ints: [times, times] };
  const reduced =
    times === 1
      ? float
      : graph.add('AveragePool', 'Input/reduced', [float], { kernel_shape: window, strides: window });
  const perChannel = (name: string, values: Float32Array): ValueName =>
    graph.tensor({ name, element: 'float32', dims: CHANNEL_DIMS, load: async () => values });
  const centred = graph.add('Sub', 'Input/centred', [reduced, perChannel('Input/mean', statistics.mean)]);
  const deviation = perChannel('Input/deviation', statistics.deviation);
  return { input, normalised: graph.add('Div', 'Input/normalised', [centred, deviation]) };
}

/** The middle of pictures of any size: begins at ⌊(size − crop) / 2⌋. The reshape says that the size is known from here on. */
function emitCrop(graph: OnnxGraph, value: ValueName, input: ExportSource['net']['input']): ValueName {
  const crop = cropOf(input);
  const size = graph.add('Shape', 'Input/size', [value], { start: { int: 1 }, end: { int: 3 } });
  const cropSize = graph.ints('Input/crop_size', crop);
  const room = graph.add('Sub', 'Input/room', [size, cropSize]);
  const begin = graph.add('Div', 'Input/crop_begin', [room, graph.ints('Input/two', [2])]);
  const end = graph.add('Add', 'Input/crop_end', [begin, cropSize]);
  const axes = graph.ints('Input/crop_axes', [1, 2]);
  const middle = graph.add('Slice', 'Input/middle', [value, begin, end, axes]);
  return reshape(graph, 'Input/crop', middle, [...crop, input[2]]);
}
