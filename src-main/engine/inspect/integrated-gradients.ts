import { classGradient, type Explanation, overColours } from './class-gradient.ts';
import { fedPixels, type InspectSession } from './inspect-session.ts';
import type { Working } from './working.ts';

/** Points of the path, and how many of them a pass. */
const STEPS = 48;
const BATCH = 16;

/**
 * Integrated gradients (Sundararajan et al. 2017, equation 3) of a class's logit, along the straight way from the mean picture, which is 0 everywhere behind the
 * normalisation, by the midpoint rule. `attributed` is their sum and `rise` what the paper's completeness says it must come to.
 */
export async function integratedGradients(
  session: InspectSession,
  pixels: Float32Array,
  index: number,
  { progress }: Working,
): Promise<Explanation> {
  const sum = new Float64Array(pixels.length);
  for (let start = 0; start < STEPS; start += BATCH) {
    await progress(start, STEPS);
    const path = new Float32Array(BATCH * pixels.length);
    for (let step = 0; step < BATCH; step++) {
      const share = (start + step + 0.5) / STEPS;
      path.set(
        pixels.map((value) => value * share),
        step * pixels.length,
      );
    }
    for (const [at, gradient] of classGradient(session, path, index).entries()) {
      sum[at % pixels.length] = (sum[at % pixels.length] ?? 0) + gradient / STEPS;
    }
  }
  const attributions = pixels.map((value, at) => value * (sum[at] ?? 0));
  const logitOf = (of: Float32Array): number =>
    session.run(fedPixels(session, of), [session.graph.logits])[0]?.[index] ?? Number.NaN;
  const [height, width] = session.net.input;
  return {
    map: { shape: [height, width], data: overColours(attributions) },
    pixels: { shape: [height, width, 3], data: attributions },
    figures: {
      attributed: attributions.reduce((total, value) => total + value, 0),
      rise: logitOf(pixels) - logitOf(new Float32Array(pixels.length)),
    },
  };
}
