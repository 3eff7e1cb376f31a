import type { z } from 'zod';
import type { RunEnvironment } from '../../../src-shared/contract/compare.ts';
import type { ClassCounts, Dataset, RejectedFile } from '../../../src-shared/contract/datasets.ts';
import { hasRecipe, type Run } from '../../../src-shared/contract/runs.ts';
import type { Evaluation } from '../../../src-shared/figures.ts';
import { formatBytes, formatCount } from '../../../src-shared/nets/format-number.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { settingsOf } from '../../../src-shared/recipe/settings.ts';
import { perClassTable } from './figures-sections.ts';
import { heading, list, type ReportBlock, table, text } from './report-blocks.ts';
import { dayText, durationText, lossText, percent } from './words.ts';

/** The data set of a run with what the sheet says of it. */
export interface SheetData {
  dataset: Dataset;
  counts: readonly z.infer<typeof ClassCounts>[];
  rejected: readonly RejectedFile[];
}

const SHOWN_REJECTED = 10;
/** A class whose pictures are named rightly less often than so is a limit worth saying. */
const WEAK = 0.7;

/** The run in figures. */
export function summaryTable(run: Run): ReportBlock {
  const { train, val, test, best } = run;
  const rows = [
    ['Training', lossText(train?.loss), percent(train?.top1), '–'],
    ['Validation, last epoch', lossText(val?.loss), percent(val?.top1), percent(val?.top5)],
    ['Validation, best epoch', lossText(best?.loss), percent(best?.top1), '–'],
    ['Test, best weights', lossText(test?.loss), percent(test?.top1), percent(test?.top5)],
  ];
  return table('Figures', ['Split', 'Loss', 'Top-1', 'Top-5'], rows, [1, 2, 3]);
}

export function settingsSection(run: Run): ReportBlock[] {
  if (!hasRecipe(run)) return [];
  const rows = [...settingsOf(run.recipe)].map(([path, value]) => [path, String(value)]);
  return [heading('Settings'), table('The recipe, every setting of it', ['Setting', 'Value'], rows)];
}

export function networkSection(run: Run): ReportBlock[] {
  if (!hasRecipe(run)) return [];
  const { title, input, layers, totals } = summarise(netSpec(run.recipe.net, run.classes.length));
  const rows = layers.map(({ name, type, output, params, formula }) => [
    `${name} (${type})`,
    output.join(' × '),
    formatCount(params),
    formula,
  ]);
  return [
    heading('Network'),
    text(
      `${title}, input ${input.join(' × ')}: ${formatCount(totals.params)} parameters (${formatBytes(totals.params * 4)}), ${formatCount(totals.multiplyAdds)} multiply-adds a picture.`,
    ),
    table(
      'Layers, with how their parameters are counted',
      ['Layer', 'Output', 'Parameters', 'Formula'],
      rows,
      [2],
    ),
  ];
}

/** What the data is (after Gebru et al., "Datasheets for Datasets"). */
export function dataSheet(run: Run, sheet: SheetData | null): ReportBlock[] {
  if (sheet === null) {
    const why = hasRecipe(run)
      ? `The data set "${run.dataset.name}", version ${run.dataset.version}, is not in this workspace any more.`
      : 'Another program wrote these figures; the data behind them is not known.';
    return [heading('Data sheet'), text(why)];
  }
  const { dataset, counts, rejected } = sheet;
  const { train, val, test } = dataset.images;
  const total = counts.map((one) => one.train + one.val + one.test);
  const [least, most] = [Math.min(...total), Math.max(...total)];
  const rows = counts.map(({ label, ...of }) => [label, String(of.train), String(of.val), String(of.test)]);
  return [
    heading('Data sheet'),
    list([
      `Name: ${dataset.name}, version ${dataset.version}, imported on ${dayText(dataset.createdAtMs)}.`,
      dataset.isSample
        ? 'Source: the sample of textures that AlexNet Studio draws itself.'
        : `Source: a folder named "${dataset.source.split(/[/\\]/).at(-1) ?? ''}".`,
      `${formatCount(train + val + test)} pictures in ${counts.length} classes: ${formatCount(train)} to train on, ${formatCount(val)} to validate, ${formatCount(test)} to test.`,
      `From ${formatCount(least)} to ${formatCount(most)} pictures a class.`,
      rejected.length === 0
        ? 'No file was rejected.'
        : `${formatCount(rejected.length)} files were rejected.`,
    ]),
    table('Pictures a class', ['Class', 'Training', 'Validation', 'Test'], rows, [1, 2, 3]),
    ...(rejected.length === 0
      ? []
      : [
          table(
            rejected.length > SHOWN_REJECTED
              ? `The first ${SHOWN_REJECTED} rejected files`
              : 'Rejected files',
            ['File', 'Reason'],
            rejected.slice(0, SHOWN_REJECTED).map(({ file, reason }) => [file, reason]),
          ),
        ]),
  ];
}

/** What the network is for and what not (after Mitchell et al., "Model Cards for Model Reporting"). */
export function modelCard(
  run: Run,
  evaluation: Evaluation | null,
  environment: RunEnvironment | null,
): ReportBlock[] {
  if (!hasRecipe(run)) return [];
  return [
    heading('Model card'),
    heading('Intended use', 3),
    text(
      `To tell which of ${run.classes.length} classes a picture shows: ${shortList(run.classes, 20)}. It gives a probability for each of them, and knows no others.`,
    ),
    heading('How it was trained', 3),
    list([
      `${run.epochs} epochs, ${formatCount(run.steps)} steps, in ${durationText(run.durationMs)}${run.imagesPerSecond === null ? '' : ` at ${run.imagesPerSecond.toFixed(1)} pictures a second`}; begun on ${dayText(run.createdAtMs)}.`,
      `Data: ${run.dataset.name}, version ${run.dataset.version}.`,
      ...(run.best === null
        ? []
        : [`The weights are those of epoch ${run.best.epoch}, the best on the validation split.`]),
      ...machineWords(run, environment),
      ...(run.origin === 'bundle' ? ['It was trained elsewhere and came here in a bundle.'] : []),
      ...run.notes,
    ]),
    ...(evaluation === null ? [] : [heading('Figures a class', 3), perClassTable(evaluation)]),
    heading('Limits', 3),
    list(limits(run, evaluation)),
  ];
}

function machineWords(run: Run, environment: RunEnvironment | null): string[] {
  const precision = run.precision === null ? [] : [`Precision: ${run.precision}.`];
  if (environment === null) return precision;
  const { program, tensorflow, device, machine } = environment;
  return [
    ...precision,
    `AlexNet Studio ${program}, TensorFlow ${tensorflow}, on ${device === 'cuda' ? 'a GPU' : 'the processor'}.`,
    `Machine: ${machine.processor}, ${machine.cores} cores, ${(machine.memory / 2 ** 30).toFixed(0)} GiB of memory, ${machine.system}.`,
  ];
}

function limits(run: Run, evaluation: Evaluation | null): string[] {
  const weak = evaluation?.perClass.filter(({ images, top1 }) => images > 0 && top1 < WEAK) ?? [];
  return [
    'Every picture is given one of the classes above, also one that shows none of them.',
    'The figures hold for pictures like those of the data set: from other sources, lighting or angles they may be lower.',
    'Probabilities are the network’s own and may be too sure of themselves.',
    ...(evaluation === null
      ? ['It was not evaluated on pictures that it was neither trained on nor chosen by.']
      : [
          `Its figures are from ${formatCount(evaluation.images)} pictures, so they are uncertain by about ${uncertainty(evaluation)} points either way.`,
        ]),
    ...(weak.length === 0
      ? []
      : [
          `Less than ${WEAK * 100} % of the pictures of these classes are named rightly: ${shortList(
            weak.map(({ label }) => label),
            12,
          )}.`,
        ]),
    ...(run.state.status === 'completed' ? [] : ['Its training did not run to its end.']),
  ];
}

/** Half the 95 % interval of a share (normal approximation), in points. */
function uncertainty({ top1, images }: Evaluation): string {
  return (100 * 1.96 * Math.sqrt((top1 * (1 - top1)) / Math.max(1, images))).toFixed(1);
}

function shortList(words: readonly string[], most: number): string {
  const shown = words.slice(0, most).join(', ');
  return words.length > most ? `${shown} and ${words.length - most} more` : shown;
}
