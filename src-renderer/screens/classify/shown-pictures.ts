import type { AskedPicture } from '../../state/answers.ts';
import type { Shown } from './choices.ts';
import { type Judge, type Reading, verdictOf } from './verdict.ts';

/** The pictures of one kind, in their order. */
export function shownPictures(
  pictures: readonly AskedPicture[],
  shown: Shown,
  judges: readonly Judge[],
  reading: Reading,
): readonly AskedPicture[] {
  if (shown === 'all') return pictures;
  return pictures.filter((picture) => {
    if (shown === 'unreadable') return picture.problem !== null;
    const verdicts = judges.map((judge) => verdictOf(picture, judge, { ...reading, top: 1 }));
    const [first, second] = verdicts;
    if (first?.kind !== 'answer') return false;
    if (shown === 'none') return first.isNone;
    if (shown === 'answered') return !first.isNone;
    return second?.kind === 'answer' && second.predictions[0]?.label !== first.predictions[0]?.label;
  });
}
