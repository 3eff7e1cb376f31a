import type { BestFigure, RunBests } from '../contract/run-figures.ts';
import type { FieldKind, FieldValue, RunField, RunRecord } from './run-field.ts';

/** What training reached: the best accuracy first, then the last value and the best of each figure, with the epoch that had it. */
export const RESULT_FIELDS: readonly RunField[] = [
  result('top1', ['best', 'accuracy'], 'Best accuracy', 'share', ({ run }) => run.best?.top1),
  result('top1.epoch', ['best.epoch'], 'Best epoch', 'number', ({ run }) => run.best?.epoch),
  result('test.top1', ['test'], 'Test accuracy', 'share', ({ run }) => run.test?.top1),
  result('test.top5', [], 'Test top-5', 'share', ({ run }) => run.test?.top5),
  result('test.loss', [], 'Test loss', 'loss', ({ run }) => run.test?.loss),
  result('val.top1', ['val'], 'Last accuracy', 'share', ({ run }) => run.val?.top1),
  result('val.top5', [], 'Last top-5', 'share', ({ run }) => run.val?.top5),
  result('val.loss', [], 'Last loss', 'loss', ({ run }) => run.val?.loss),
  result('train.top1', ['train'], 'Last training accuracy', 'share', ({ run }) => run.train?.top1),
  result('train.loss', [], 'Last training loss', 'loss', ({ run }) => run.train?.loss),
  ...best('best.val.loss', ['loss'], 'Lowest loss', 'loss', 'valLoss'),
  ...best('best.val.top5', ['top5'], 'Best top-5', 'share', 'valTop5'),
  ...best('best.train.top1', [], 'Best training accuracy', 'share', 'trainTop1'),
  ...best('best.train.loss', [], 'Lowest training loss', 'loss', 'trainLoss'),
];

function result(
  name: string,
  aliases: readonly string[],
  title: string,
  kind: FieldKind,
  value: (record: RunRecord) => FieldValue | undefined,
): RunField {
  return { name, aliases, title, kind, group: 'results', value: (record) => value(record) ?? null };
}

function best(
  name: string,
  aliases: readonly string[],
  title: string,
  kind: FieldKind,
  figure: Exclude<keyof RunBests, 'runId'>,
): RunField[] {
  const of = ({ bests }: RunRecord): BestFigure | null => bests?.[figure] ?? null;
  return [
    result(name, aliases, title, kind, (record) => of(record)?.value),
    result(`${name}.epoch`, [], `${title}: epoch`, 'number', (record) => of(record)?.epoch),
  ];
}
