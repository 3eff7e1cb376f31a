import type { Evaluation } from '../../../src-shared/figures.ts';
import { heading, type ReportBlock, table, text } from './report-blocks.ts';
import { CONFUSION, confusionSvg, DRAWN_CLASSES } from './svg-confusion.ts';
import { lossText, percent } from './words.ts';

/** Mistakes that the table of them lists. */
const MISTAKES = 12;

/** What a run's best weights say on a split: figures, the matrix of a few classes or the mistakes of many, and figures a class. */
export function evaluationSections(evaluation: Evaluation): ReportBlock[] {
  const { split, images, views, loss, top1, top5, confusion, perClass } = evaluation;
  const labels = perClass.map(({ label }) => label);
  const named = split === 'val' ? 'validation' : split;
  const blocks: ReportBlock[] = [
    heading(`Confusion on the ${named} split`),
    text(
      `${images.toLocaleString('en-US')} pictures, ${views === 1 ? 'one view' : `${views} views`} each: top-1 ${percent(top1)}, top-5 ${percent(top5)}, loss ${lossText(loss)}.`,
    ),
  ];
  if (labels.length <= DRAWN_CLASSES) {
    blocks.push({
      kind: 'chart',
      caption:
        'Rows are the classes that pictures have, columns those that were predicted; a row adds up to its pictures.',
      ...CONFUSION,
      svg: (colours) => confusionSvg(confusion, labels, colours),
    });
  }
  const mistakes = mostFrequentMistakes(confusion, labels);
  if (mistakes.length > 0) {
    blocks.push(
      table(
        'Most frequent mistakes',
        ['Is', 'Was taken for', 'Pictures', 'Share of its class'],
        mistakes,
        [2, 3],
      ),
    );
  }
  return blocks;
}

/** Recall and precision of each class, worst first. */
export function perClassTable({ split, confusion, perClass }: Evaluation): ReportBlock {
  const rows = perClass
    .map(({ label, images, top1 }, at) => {
      const predicted = confusion.reduce((sum, row) => sum + (row[at] ?? 0), 0);
      const right = confusion[at]?.[at] ?? 0;
      return { label, images, top1, precision: predicted === 0 ? Number.NaN : right / predicted };
    })
    .sort((a, b) => a.top1 - b.top1)
    .map(({ label, images, top1, precision }) => [label, String(images), percent(top1), percent(precision)]);
  return table(
    `Figures a class on the ${split === 'val' ? 'validation' : split} split, lowest recall first`,
    ['Class', 'Pictures', 'Recall', 'Precision'],
    rows,
    [1, 2, 3],
  );
}

function mostFrequentMistakes(confusion: Evaluation['confusion'], labels: readonly string[]): string[][] {
  return confusion
    .flatMap((row, actual) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      return row.flatMap((count, predicted) =>
        actual !== predicted && count > 0 ? [{ actual, predicted, count, share: count / total }] : [],
      );
    })
    .sort((a, b) => b.count - a.count || b.share - a.share)
    .slice(0, MISTAKES)
    .map(({ actual, predicted, count, share }) => [
      labels[actual] ?? '',
      labels[predicted] ?? '',
      String(count),
      percent(share),
    ]);
}
