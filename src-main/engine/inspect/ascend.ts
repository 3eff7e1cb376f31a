import { AppError } from '../../../src-shared/errors.ts';
import { elementsOf, type ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { random } from '../../../src-shared/random.ts';
import type { Answer, Ask } from '../protocol.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../session-variables.ts';
import { type Fed, fedPixels, type InspectSession } from './inspect-session.ts';
import { requireNumbers } from './require-numbers.ts';
import type { Working } from './working.ts';

/** Of a step: its length (root mean square over the pixels that move, in deviations of the training pictures), and what of the picture is left by the decay. */
const STEP = 0.15;
const DECAY = 0.995;
/** Steps between two slight blurs, which keep high frequencies out (Yosinski et al. 2015, section 3). */
const BLUR_EVERY = 4;
const LIMIT = 3;

/**
 * The picture that excites a unit: from weak noise up the gradient of its value before the activation, with decay and blur (Yosinski et al. 2015). Errors: `not-found`, `bad-request`,
 * `diverged`, `cancelled`.
 */
export async function ascend(
  session: InspectSession,
  { layer, unit, steps, seed, target }: Extract<Ask, { kind: 'ascend' }>,
  { progress }: Working,
): Promise<Answer> {
  const { input } = session.net;
  const { start, linear, mask } = unitOf(session, layer, unit, target);
  const from = random(seed, 'ascent', layer, unit);
  let picture: Float32Array = Float32Array.from({ length: elementsOf(input) }, () => from.uniform(-0.3, 0.3));
  const noLogits = { shape: [1, session.classes.length], data: new Float32Array(session.classes.length) };
  const value = (): number => {
    const [values = new Float32Array()] = session.run(fedPixels(session, picture), [linear]);
    return values.reduce((sum, one, at) => sum + one * (mask.data[at] ?? 0), 0);
  };

  const before = value();
  requireNumbers(before);
  for (let step = 0; step < steps; step++) {
    await progress(step, steps);
    const feeds = { ...fedPixels(session, picture), [start]: mask, [session.graph.logitsGradient]: noLogits };
    const [gradient = new Float32Array()] = session.run(feeds, [session.graph.pixelsGradient]);
    const rate = STEP / (lengthOfMoved(gradient) || 1);
    picture = picture.map((pixel, at) => {
      const moved = pixel * DECAY + rate * (gradient[at] ?? 0);
      return Math.min(LIMIT, Math.max(-LIMIT, moved));
    });
    if (step % BLUR_EVERY === BLUR_EVERY - 1 && step < steps - BLUR_EVERY) picture = blurred(picture, input);
  }
  return {
    tensors: { picture: { shape: [...input], data: toBytes(session, picture) } },
    figures: { before, after: value() },
  };
}

/** Which values of a layer count, by a mask over its output: one in the middle of the channel's map, or all of the map by equal shares. */
function unitOf(
  session: InspectSession,
  layer: string,
  unit: number,
  target: 'middle' | 'channel',
): { start: string; linear: string; mask: Fed } {
  const { traced, refs } = session.layer(layer);
  const { output } = traced;
  if (refs.peak === undefined) {
    throw new AppError('bad-request', `Layer ${layer} has no units that could be looked at one by one.`);
  }
  const units = output.at(-1) ?? 1;
  if (unit >= units)
    throw new AppError('not-found', `Layer ${layer} has ${units} units, and no unit ${unit}.`);
  const data = new Float32Array(elementsOf(output));
  const places = data.length / units;
  const [height = 1, width = 1] = output.length === 3 ? output : [1, places];
  const middle = (height >> 1) * width + (width >> 1);
  for (let place = 0; place < places; place++) {
    if (target === 'channel') data[place * units + unit] = 1 / places;
    else if (place === middle) data[place * units + unit] = 1;
  }
  return { start: refs.start, linear: refs.linear, mask: { shape: [1, ...output], data } };
}

/** Root mean square of those that are not zero: a unit in the middle of a map sees only a part of the picture. */
function lengthOfMoved(gradient: Float32Array): number {
  let [sum, count] = [0, 0];
  for (const value of gradient) {
    if (value === 0) continue;
    sum += value * value;
    count++;
  }
  return Math.sqrt(sum / Math.max(1, count));
}

/** Each pixel with a quarter of each neighbour, along one axis and then the other (binomial 1 2 1). */
function blurred(picture: Float32Array, [height, width, channels]: ImageShape): Float32Array {
  const along = (values: Float32Array, step: number, size: number): Float32Array =>
    values.map((value, at) => {
      const place = Math.floor(at / step) % size;
      const before = place > 0 ? (values[at - step] ?? value) : value;
      const after = place < size - 1 ? (values[at + step] ?? value) : value;
      return (before + 2 * value + after) / 4;
    });
  return along(along(picture, channels, width), channels * width, height);
}

/** Back from deviations to grey levels. */
function toBytes(session: InspectSession, picture: Float32Array): Uint8Array {
  const mean = session.read(INPUT_MEAN);
  const deviation = session.read(INPUT_DEVIATION);
  return Uint8Array.from(picture, (value, at) => {
    const level = value * (deviation[at % 3] ?? 1) + (mean[at % 3] ?? 0);
    return Math.min(255, Math.max(0, Math.round(level)));
  });
}
