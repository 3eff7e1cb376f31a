import type { AskedPicture } from '../../state/answers.ts';
import { csv } from '../inspect/parts/csv.ts';
import { type Judge, type Reading, verdictOf } from './verdict.ts';

/** A line a picture, judge and class, so that it holds any number of each. */
export function answersCsv(
  pictures: readonly AskedPicture[],
  judges: readonly Judge[],
  reading: Reading,
): Blob {
  const rows = pictures.flatMap((picture) =>
    judges.flatMap((judge): (string | number)[][] => {
      const begin = [picture.file, judge.classifier.name];
      const verdict = verdictOf(picture, judge, reading);
      const correction = picture.correction ?? '';
      if (verdict.kind === 'pending') return [];
      if (verdict.kind === 'failure') return [[...begin, '', '', '', '', correction, verdict.message]];
      return verdict.predictions.map(({ label, probability }, index) => [
        ...begin,
        index + 1,
        label,
        probability,
        verdict.isNone ? 'yes' : 'no',
        correction,
        '',
      ]);
    }),
  );
  return csv(
    ['file', 'network', 'place', 'class', 'probability', 'none of these', 'corrected', 'problem'],
    rows,
  );
}

/** The same as JSON, an entry a picture. */
export function answersJson(
  pictures: readonly AskedPicture[],
  judges: readonly Judge[],
  reading: Reading,
): Blob {
  const results = pictures.map((picture) => ({
    file: picture.file,
    ...(picture.problem !== null && { problem: picture.problem }),
    ...(picture.correction !== null && { corrected: picture.correction }),
    answers: judges.flatMap((judge) => {
      const verdict = verdictOf(picture, judge, reading);
      if (verdict.kind !== 'answer') return [];
      const { predictions, isNone } = verdict;
      return [
        { network: judge.classifier.name, temperature: judge.temperature, noneOfThese: isNone, predictions },
      ];
    }),
  }));
  return new Blob([`${JSON.stringify({ results }, null, 2)}\n`], { type: 'application/json' });
}
