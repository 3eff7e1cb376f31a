import type { Run } from '../../src-shared/contract/runs.ts';
import { duration, percent, textTable } from './text-table.ts';

/** What `train`, `resume` and `stop` print of a run. */
export function runJson(run: Run) {
  const { id, state, epochs, steps, imagesPerSecond, train, val, test } = run;
  return { run: { id, status: state.status, epochs, steps, imagesPerSecond, train, val, test } };
}

/** The same for people. */
export function runText(run: Run): string {
  const { name, id, state, epochs, steps, imagesPerSecond, train, val, test, best } = run;
  const speed = imagesPerSecond === null ? '' : `, ${imagesPerSecond.toFixed(1)} images a second`;
  const figures = [
    ['', 'loss', 'top-1', 'top-5'],
    ['train', ...cells(train && { ...train, top5: null })],
    ['validation', ...cells(val)],
    ['test', ...cells(test)],
  ];
  return [
    `${name} (${id}): ${state.status}, ${epochs} epochs, ${steps} steps in ${duration(run.durationMs / 1000)}${speed}`,
    textTable(figures, [1, 2, 3]),
    ...(best === null
      ? []
      : [`Best: epoch ${best.epoch}, ${percent(best.top1)}; the test figures are of its weights.`]),
  ].join('\n');
}

function cells(figures: { loss: number; top1: number; top5: number | null } | null): string[] {
  return figures === null
    ? ['–', '–', '–']
    : [figures.loss.toFixed(3), percent(figures.top1), percent(figures.top5)];
}
