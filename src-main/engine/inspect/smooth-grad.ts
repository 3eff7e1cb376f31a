import { random } from '../../../src-shared/random.ts';
import { classGradient, type Explanation, overColours } from './class-gradient.ts';
import type { InspectSession } from './inspect-session.ts';
import type { Working } from './working.ts';

/** Noisy copies, how many of them a pass, and the noise's deviation over the range of the pixels (Smilkov et al. 2017, section 3.1: 10 to 20 %). */
const COPIES = 24;
const BATCH = 8;
const NOISE = 0.15;

/** SmoothGrad: the mean gradient of a class's logit over noisy copies of the picture; the map sums its absolute values over the colours. */
export async function smoothGrad(
  session: InspectSession,
  pixels: Float32Array,
  index: number,
  { progress }: Working,
): Promise<Explanation> {
  const from = random('smooth-grad');
  const { lowest, highest } = rangeOf(pixels);
  // The sum of four uniform numbers is close to normal and many times faster to draw; its deviation is 2 / √12 of their width.
  const width = (NOISE * (highest - lowest) * Math.sqrt(12)) / 2;
  const noise = (): number => width * (from.uniform() + from.uniform() + from.uniform() + from.uniform() - 2);
  const mean = new Float32Array(pixels.length);
  for (let start = 0; start < COPIES; start += BATCH) {
    await progress(start, COPIES);
    const copies = Float32Array.from(
      { length: BATCH * pixels.length },
      (_, at) => (pixels[at % pixels.length] ?? 0) + noise(),
    );
    for (const [at, gradient] of classGradient(session, copies, index).entries()) {
      mean[at % pixels.length] = (mean[at % pixels.length] ?? 0) + gradient / COPIES;
    }
  }
  const [height, wide] = session.net.input;
  return {
    map: { shape: [height, wide], data: overColours(mean, Math.abs) },
    pixels: { shape: [height, wide, 3], data: mean },
  };
}

function rangeOf(values: Float32Array): { lowest: number; highest: number } {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return { lowest, highest };
}
