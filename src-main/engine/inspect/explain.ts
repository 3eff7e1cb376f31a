import { AppError } from '../../../src-shared/errors.ts';
import { softmaxRows } from '../../../src-shared/softmax.ts';
import type { Answer, Ask } from '../protocol.ts';
import type { Explanation } from './class-gradient.ts';
import { gradCam, guidedGradCam } from './grad-cam.ts';
import { fedPixels, type InspectSession } from './inspect-session.ts';
import { integratedGradients } from './integrated-gradients.ts';
import { occlusionMap } from './occlusion.ts';
import { requireNumbers } from './require-numbers.ts';
import { smoothGrad } from './smooth-grad.ts';
import type { Working } from './working.ts';

type ExplainAsk = Extract<Ask, { kind: 'explain' }>;

/** Why a class gets its score, by one of the methods. Errors: `not-found` (class, layer), `bad-request`, `diverged` (the weights are no numbers), `cancelled`. */
export async function explain(session: InspectSession, ask: ExplainAsk, working: Working): Promise<Answer> {
  if (ask.class >= session.classes.length) {
    throw new AppError(
      'not-found',
      `There is no class ${ask.class}: the network has ${session.classes.length}.`,
    );
  }
  const pixels = session.pixels(ask.record);
  const [logits = new Float32Array()] = session.run(fedPixels(session, pixels), [session.graph.logits]);
  const logit = logits[ask.class] ?? Number.NaN;
  const probability = softmaxRows(logits, session.classes.length)[ask.class] ?? Number.NaN;
  requireNumbers(logit, probability);
  const { map, pixels: colours, figures } = await explainBy(session, pixels, ask, working);
  return {
    tensors: { map, ...(colours ? { pixels: colours } : {}) },
    figures: { logit, probability, ...figures },
  };
}

function explainBy(
  session: InspectSession,
  pixels: Float32Array,
  ask: ExplainAsk,
  working: Working,
): Explanation | Promise<Explanation> {
  switch (ask.method) {
    case 'grad-cam':
      return gradCam(session, pixels, ask);
    case 'guided-grad-cam':
      return guidedGradCam(session, pixels, ask);
    case 'integrated-gradients':
      return integratedGradients(session, pixels, ask.class, working);
    case 'smooth-grad':
      return smoothGrad(session, pixels, ask.class, working);
    case 'occlusion':
      return occlusionMap(session, pixels, ask.class, working);
  }
}
