import type { Area, Cell, CellNumbers, NetworkLayer } from '../../src-shared/contract/inspect-answers.ts';
import { AppError } from '../../src-shared/errors.ts';
import { PICTURE } from '../../src-shared/nets/layer-spec.ts';
import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';
import { windowSize } from '../../src-shared/nets/shapes/window-shapes.ts';
import { type TracedLayer, type TracedOf, traceShapes } from '../../src-shared/nets/trace-shapes.ts';
import { windowAxis } from '../../src-shared/nets/window.ts';
import type { Tensor } from '../engine/protocol.ts';
import { mapShape } from './inspect-maps.ts';
import { fieldOnRecord } from './inspect-network.ts';

/** Most numbers of a patch or kernel that are told. */
const MOST_NUMBERS = 16_384;

/** A value of a layer's map. */
export interface Place {
  readonly channel: number;
  readonly y: number;
  readonly x: number;
}

/** What the numbers behind a value are worked out from. */
export interface CellParts {
  readonly net: BuiltNet;
  readonly layer: NetworkLayer;
  /** Each layer's output for the picture, and the network's input under `picture`. */
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Reads a variable of the checkpoint, such as `conv2d/kernel`. */
  readonly read: (variable: string) => Promise<Float32Array>;
}

/** The numbers behind one value, added up here in float64. Errors: `not-found` (no such place), `damaged`. */
export async function cellNumbers(parts: CellParts, place: Place): Promise<Cell> {
  const { net, layer, outputs } = parts;
  const traced = traceShapes(net).find((one) => one.layer.name === layer.name);
  const output = outputs[layer.name];
  if (!traced || !output) throw new AppError('not-found', `There is no layer ${layer.name}.`);
  const { height, width, channels } = mapShape(output.shape);
  if (place.y >= height || place.x >= width || place.channel >= channels) {
    throw new AppError(
      'not-found',
      `Layer ${layer.name} has ${channels} maps of ${height} × ${width}: there is no place ${place.y}, ${place.x} of map ${place.channel}.`,
    );
  }
  return {
    value: finite(output.data[(place.y * width + place.x) * channels + place.channel]),
    receptiveField: fieldOnRecord(net, layer, place.y, place.x),
    source: traced.sources[0] ?? PICTURE,
    window: windowOf(traced, place),
    numbers: await numbersOf(parts, traced, place),
  };
}

/** Where on the map of what it reads; a layer without a window reads the same place, a dense layer on a vector all of it. */
function windowOf(traced: TracedLayer, { y, x }: Place): Area {
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
    case 'max-pool':
    case 'average-pool':
    case 'min-pool': {
      const [top, left] = ([0, 1] as const).map((axis) => windowStart(traced, axis, axis === 0 ? y : x));
      const [height, width] = windowSize(traced.layer);
      return { top: top ?? 0, left: left ?? 0, height, width };
    }
    case 'dense':
    case 'global-pool': {
      const { height, width } = mapShape(traced.input);
      return traced.input.length === 2
        ? { top: y, left: 0, height: 1, width: 1 }
        : { top: 0, left: 0, height, width };
    }
    default:
      return { top: y, left: x, height: 1, width: 1 };
  }
}

type Windowed = TracedOf<'conv' | 'depthwise-conv' | 'max-pool' | 'average-pool' | 'min-pool'>;

function windowStart({ layer, input }: Windowed, axis: 0 | 1, at: number): number {
  const { padBefore } = windowAxis(input[axis], windowSize(layer)[axis], layer.stride[axis], layer.padding);
  return at * layer.stride[axis] - padBefore;
}

async function numbersOf(parts: CellParts, traced: TracedLayer, place: Place): Promise<CellNumbers> {
  const source = parts.outputs[traced.sources[0] ?? PICTURE];
  if (!source) return { kind: 'other' };
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
      return await convolutionNumbers(parts, traced, source, place);
    case 'dense':
      return await denseNumbers(parts, traced, source, place);
    case 'batch-norm':
      return await normalisationNumbers(parts, traced, source, place);
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return poolNumbers(traced, source, place);
    default:
      return { kind: 'other' };
  }
}

async function convolutionNumbers(
  { read }: CellParts,
  traced: TracedOf<'conv' | 'depthwise-conv'>,
  source: Tensor,
  place: Place,
): Promise<CellNumbers> {
  const { layer, input } = traced;
  const [height, width] = layer.kernel;
  const all = await read(`${layer.name}/kernel`);
  const filters = layer.type === 'conv' ? layer.filters : layer.multiplier;
  // Of the channels that the filter sees: those of its group, or its own one.
  const seen = layer.type === 'conv' ? input[2] / (layer.groups ?? 1) : 1;
  const group =
    layer.type === 'conv'
      ? Math.floor(place.channel / (layer.filters / (layer.groups ?? 1)))
      : Math.floor(place.channel / layer.multiplier);
  const [stepDown, stepRight] = layer.dilation ?? [1, 1];
  const [top, left] = [windowStart(traced, 0, place.y), windowStart(traced, 1, place.x)];
  const patch: number[] = [];
  const kernel: number[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < seen; channel++) {
        const where = {
          y: top + row * stepDown,
          x: left + column * stepRight,
          channel: group * seen + channel,
        };
        patch.push(valueAt(source, where) ?? 0);
        const at =
          layer.type === 'conv'
            ? ((row * width + column) * seen + channel) * filters + place.channel
            : ((row * width + column) * input[2] + group) * filters + (place.channel % filters);
        kernel.push(all[at] ?? Number.NaN);
      }
    }
  }
  const bias = layer.bias ? ((await read(`${layer.name}/bias`))[place.channel] ?? 0) : 0;
  return product([height, width, seen], patch, kernel, bias, layer.activation);
}

async function denseNumbers(
  { net, read }: CellParts,
  { layer, input }: TracedOf<'dense'>,
  source: Tensor,
  place: Place,
): Promise<CellNumbers> {
  const inputs = input.at(-1) ?? 1;
  const all = await read(`${layer.name}/kernel`);
  const row = input.length === 1 ? 0 : place.y * mapShape(source.shape).width + place.x;
  const patch = Array.from(source.data.subarray(row * inputs, (row + 1) * inputs));
  const kernel = patch.map((_, index) => all[index * layer.units + place.channel] ?? Number.NaN);
  const bias = layer.bias === false ? 0 : ((await read(`${layer.name}/bias`))[place.channel] ?? 0);
  // Of the last layer the network gives what comes before the softmax.
  const isLast = net.layers.at(-1)?.name === layer.name;
  const activation = isLast || layer.activation === 'linear' ? undefined : layer.activation;
  return product([1, 1, inputs], patch, kernel, bias, activation);
}

function product(
  shape: [number, number, number],
  patch: readonly number[],
  kernel: readonly number[],
  bias: number,
  activation: string | undefined,
): CellNumbers {
  const sum = patch.reduce((total, value, index) => total + value * (kernel[index] ?? 0), bias);
  const isTold = patch.length <= MOST_NUMBERS;
  return {
    kind: 'product',
    shape,
    patch: isTold ? patch.map(finite) : null,
    kernel: isTold ? kernel.map(finite) : null,
    bias: finite(bias),
    sum: finite(sum),
    activation: activation ?? null,
  };
}

async function normalisationNumbers(
  { read }: CellParts,
  { layer }: TracedOf<'batch-norm'>,
  source: Tensor,
  place: Place,
): Promise<CellNumbers> {
  const of = async (variable: string): Promise<number> =>
    (await read(`${layer.name}/${variable}`))[place.channel] ?? Number.NaN;
  const [gamma, beta, mean, variance] = [
    await of('gamma'),
    await of('beta'),
    await of('moving_mean'),
    await of('moving_variance'),
  ];
  const input = valueAt(source, place) ?? Number.NaN;
  const sum = ((input - mean) / Math.sqrt(variance + layer.epsilon)) * gamma + beta;
  return {
    kind: 'normalisation',
    input: finite(input),
    mean: finite(mean),
    variance: finite(variance),
    epsilon: layer.epsilon,
    gamma: finite(gamma),
    beta: finite(beta),
    sum: finite(sum),
    activation: layer.activation ?? null,
  };
}

const POOLS = { 'max-pool': 'max', 'average-pool': 'average', 'min-pool': 'min' } as const;

function poolNumbers(
  traced: TracedOf<'max-pool' | 'average-pool' | 'min-pool'>,
  source: Tensor,
  place: Place,
): CellNumbers {
  const [height, width] = windowSize(traced.layer);
  const [top, left] = [windowStart(traced, 0, place.y), windowStart(traced, 1, place.x)];
  const patch = Array.from({ length: height * width }, (_, index) => {
    const where = { y: top + Math.floor(index / width), x: left + (index % width), channel: place.channel };
    return finite(valueAt(source, where));
  });
  return { kind: 'pool', mode: POOLS[traced.type], shape: [height, width], patch };
}

/** Undefined outside of the map. */
function valueAt({ shape, data }: Tensor, { y, x, channel }: Place): number | undefined {
  const { height, width, channels } = mapShape(shape);
  return y < 0 || x < 0 || y >= height || x >= width ? undefined : data[(y * width + x) * channels + channel];
}

/** JSON has no other numbers. */
function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
