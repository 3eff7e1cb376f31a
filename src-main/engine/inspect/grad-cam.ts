import { AppError } from '../../../src-shared/errors.ts';
import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import { type Explanation, oneHot, overColours } from './class-gradient.ts';
import { fedPixels, type InspectSession } from './inspect-session.ts';
import { scaleUp } from './scale-up.ts';

/** Which class, and the layer whose maps are weighed. */
interface Where {
  readonly class: number;
  readonly layer?: string | undefined;
}

/**
 * Grad-CAM (Selvaraju et al. 2017, equations 1 and 2): the maps of a layer, each weighed by the mean of the logit's gradient over it, summed, negative values left out, and scaled
 * up to the size of the network's input.
 */
export function gradCam(session: InspectSession, pixels: Float32Array, where: Where): Explanation {
  const [height, width] = session.net.input;
  return { map: { shape: [height, width], data: camOf(session, pixels, where, 'plain').cam } };
}

/** Grad-CAM times the gradient of guided backpropagation (the paper, section 3.2). */
export function guidedGradCam(session: InspectSession, pixels: Float32Array, where: Where): Explanation {
  const { cam, guided } = camOf(session, pixels, where, 'guided');
  const [height, width] = session.net.input;
  const colours = guided.map((value, at) => value * (cam[Math.floor(at / 3)] ?? 0));
  const map = overColours(colours);
  return {
    map: { shape: [height, width], data: map },
    pixels: { shape: [height, width, 3], data: colours },
  };
}

function camOf(
  session: InspectSession,
  pixels: Float32Array,
  { class: index, layer }: Where,
  kind: 'plain' | 'guided',
): { cam: Float32Array; guided: Float32Array } {
  const { traced, refs } = session.layer(layer ?? lastMap(session.layers));
  const [rows = 1, columns = 1, channels] = traced.output;
  if (traced.output.length !== 3 || channels === undefined) {
    throw new AppError(
      'bad-request',
      `Layer ${traced.layer.name} has no maps: choose a convolution for Grad-CAM.`,
    );
  }
  const [maps = new Float32Array(), gradient = new Float32Array(), guided = new Float32Array()] = session.run(
    { ...fedPixels(session, pixels), ...oneHot(session, pixels, index) },
    [refs.fetched, refs.gradient, ...(kind === 'guided' ? [session.graph.guidedGradient] : [])],
  );
  const weights = meanOverMap(gradient, channels);
  const coarse = Float32Array.from({ length: rows * columns }, (_, place) => {
    const sum = weights.reduce(
      (s, weight, channel) => s + weight * (maps[place * channels + channel] ?? 0),
      0,
    );
    return Math.max(0, sum);
  });
  const [height, width] = session.net.input;
  return { cam: scaleUp(coarse, [rows, columns], [height, width]), guided };
}

function meanOverMap(values: Float32Array, channels: number): Float64Array {
  const means = new Float64Array(channels);
  const places = values.length / channels;
  for (const [at, value] of values.entries()) {
    means[at % channels] = (means[at % channels] ?? 0) + value / places;
  }
  return means;
}

/** The last layer that still has maps of more than one place and is not a pooling: what the paper takes. */
function lastMap(layers: readonly TracedLayer[]): string {
  const last = layers.findLast(
    ({ type, output: [height = 1, width = 1], output }) =>
      output.length === 3 && height * width > 1 && !type.endsWith('-pool') && type !== 'dropout',
  );
  if (last) return last.layer.name;
  throw new AppError('bad-request', 'The network has no convolution, so there are no maps for Grad-CAM.');
}
