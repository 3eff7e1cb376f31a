import { atTemperature } from '../../../src-shared/calibration/temperature.ts';
import type { Prediction } from '../../../src-shared/figures.ts';
import type { Classifier } from '../../inference/classifier.ts';
import type { AskedPicture } from '../../state/answers.ts';

/** A classifier with what is known of its probabilities. */
export interface Judge {
  readonly classifier: Classifier;
  /** By which its probabilities are made to say how often it is right; 1 where that is not known. */
  readonly temperature: number;
}

/** How answers are read. */
export interface Reading {
  readonly top: number;
  readonly threshold: number;
}

/** What a judge says of a picture. `pending`: not asked yet. */
export type Verdict =
  | { readonly kind: 'pending' }
  | { readonly kind: 'failure'; readonly message: string }
  | { readonly kind: 'answer'; readonly predictions: readonly Prediction[]; readonly isNone: boolean };

export function verdictOf(
  picture: AskedPicture,
  { classifier, temperature }: Judge,
  { top, threshold }: Reading,
): Verdict {
  if (picture.problem !== null) return { kind: 'failure', message: picture.problem };
  const answer = picture.answers.get(classifier.key);
  if (!answer) return { kind: 'pending' };
  if (!(answer instanceof Float32Array)) return { kind: 'failure', message: answer.failure };
  const probabilities = atTemperature(answer, temperature);
  const predictions = Array.from(probabilities.keys())
    .sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0))
    .slice(0, top)
    .map((index) => ({
      label: classifier.labels[index] ?? '',
      probability: Math.min(1, probabilities[index] ?? 0),
    }));
  return { kind: 'answer', predictions, isNone: (predictions[0]?.probability ?? 0) < threshold };
}

/** The class under which a picture is put: as a person corrected it, or the first answer; null for "none of these" and no answer. */
export function classOf(picture: AskedPicture, verdict: Verdict): string | null {
  if (picture.correction !== null) return picture.correction;
  return verdict.kind === 'answer' && !verdict.isNone ? (verdict.predictions[0]?.label ?? null) : null;
}
