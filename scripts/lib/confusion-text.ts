import { percent, textTable } from '../../src-main/cli/text-table.ts';
import type { Evaluation } from '../../src-shared/figures.ts';

/** How many of the mistakes are told in words. */
const TOLD = 3;

/** The confusion of classes as a table: a row an actual class, a column a predicted one (by number), zeros left out. */
export function confusionTable({ confusion, perClass }: Evaluation): string {
  const labels = perClass.map(({ label }, index) => `${index + 1} ${label}`);
  const heading = ['actual ↓  predicted →', ...labels.map((_, index) => String(index + 1)), 'top-1'];
  const rows = confusion.map((counts, actual) => [
    labels[actual] ?? '',
    ...counts.map((count) => (count === 0 ? '·' : String(count))),
    percent(perClass[actual]?.top1),
  ]);
  return textTable([heading, ...rows], heading.map((_, column) => column).slice(1));
}

/** The most frequent mistakes as sentences, the worst first; one sentence where there are none. */
export function worstConfusions({ confusion, perClass }: Evaluation): string[] {
  const mistakes = confusion.flatMap((counts, actual) =>
    counts.flatMap((count, predicted) =>
      count > 0 && predicted !== actual ? [{ actual, predicted, count }] : [],
    ),
  );
  if (mistakes.length === 0) return ['No picture was mistaken for another class.'];
  mistakes.sort((a, b) => b.count - a.count);
  const name = (index: number) => perClass[index]?.label ?? '';
  return mistakes
    .slice(0, TOLD)
    .map(
      ({ actual, predicted, count }) =>
        `${count} of ${perClass[actual]?.images} "${name(actual)}" were taken for "${name(predicted)}".`,
    );
}
