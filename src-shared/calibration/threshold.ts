import type { FirstAnswer } from './reliability.ts';

/** What a threshold does to answers whose truth is known: below it an answer becomes "none of these". */
export interface ThresholdEffect {
  readonly rightDropped: number;
  readonly wrongDropped: number;
  readonly right: number;
  readonly wrong: number;
}

export function thresholdEffect(answers: readonly FirstAnswer[], threshold: number): ThresholdEffect {
  const effect = { rightDropped: 0, wrongDropped: 0, right: 0, wrong: 0 };
  for (const { confidence, isRight } of answers) {
    const isDropped = confidence < threshold;
    if (isRight) {
      effect.right++;
      effect.rightDropped += Number(isDropped);
    } else {
      effect.wrong++;
      effect.wrongDropped += Number(isDropped);
    }
  }
  return effect;
}

/** Share of the right answers that a threshold may cost where nothing else was chosen. */
export const RIGHT_ANSWERS_GIVEN_UP = 0.05;

/** The threshold that is suggested: the highest, in hundredths, that drops at most one in twenty right answers. */
export function suggestedThreshold(answers: readonly FirstAnswer[]): number {
  const right = answers
    .filter(({ isRight }) => isRight)
    .map(({ confidence }) => confidence)
    .sort((a, b) => a - b);
  const last = right[Math.floor(right.length * RIGHT_ANSWERS_GIVEN_UP)];
  // Rounded down: that answer itself is kept.
  return last === undefined ? 0 : Math.floor(last * 100) / 100;
}
