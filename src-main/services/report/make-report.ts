import { settingDifferences } from '../../../src-shared/compare/setting-differences.ts';
import { hasRecipe, type Run } from '../../../src-shared/contract/runs.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { Evaluation } from '../../../src-shared/figures.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { netWord } from '../../../src-shared/nets/custom-net.ts';
import { NET_NAMES } from '../../../src-shared/nets/net-names.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { readPredictions, type StoredPredictions } from '../../engine/predictions-file.ts';
import { firstKernel } from '../../engine/train/epoch-files.ts';
import type { Store } from '../../store/store.ts';
import { readWeights } from '../read-weights.ts';
import type { RunFiles } from '../run-files.ts';
import {
  dataSheet,
  modelCard,
  networkSection,
  type SheetData,
  settingsSection,
  summaryTable,
} from './card-sections.ts';
import { comparedCurves, curveSections, type Measured } from './curve-sections.ts';
import { evaluationSections } from './figures-sections.ts';
import type { FilterTensor } from './filter-pixels.ts';
import { exampleSection, filterSection } from './picture-sections.ts';
import { heading, list, type Report, type ReportBlock, table, text } from './report-blocks.ts';
import { dayText, durationText, lossText, percent } from './words.ts';

export interface ReportParts {
  recordsFile: string;
  store: Store;
  files: RunFiles;
}

/** Points of a line: as many as it has pixels. */
const POINTS = 1200;
/** Runs side by side in a table on a page. */
const MOST_RUNS = 12;

/** Everything that is known of a run, or of several beside each other, as a report. Errors: `not-found`, `bad-request`. */
export async function makeReport(runIds: readonly RunId[], parts: ReportParts): Promise<Report> {
  const ids = [...new Set(runIds)];
  if (ids.length > MOST_RUNS) {
    throw new AppError(
      'bad-request',
      `A report compares up to ${MOST_RUNS} runs, not ${ids.length}: choose fewer.`,
    );
  }
  const measured = ids.map((id) => measure(parts.store, id));
  const [first, ...others] = measured;
  if (first === undefined) throw new AppError('bad-request', 'Name a run to report on.');
  return others.length === 0 ? await runReport(first, parts) : comparisonReport(measured, parts);
}

function measure(store: Store, id: RunId): Measured {
  return {
    run: store.runs.get(id),
    steps: store.metrics.stepSeries(id, { maxPoints: POINTS }),
    epochs: store.metrics.epochs(id),
  };
}

async function runReport(measured: Measured, parts: ReportParts): Promise<Report> {
  const { run } = measured;
  const { store } = parts;
  const evaluation = keptEvaluation(store, run);
  const predictions = evaluation && (await keptPredictions(run, evaluation, parts));
  return {
    title: run.name,
    subtitle: `Report of ${dayText(Date.now())} by AlexNet Studio. ${originWords(run)}`,
    blocks: [
      ...noteBlocks(run),
      summaryTable(run),
      ...curveSections(measured),
      ...(evaluation ? evaluationSections(evaluation) : [notEvaluated(run)]),
      ...(hasRecipe(run)
        ? [
            ...(await filterSection(await kernelOf(run, parts))),
            ...(await exampleSection(predictions, run.classes, parts)),
          ]
        : []),
      ...modelCard(run, evaluation, store.runEnvironments.find(run.id)),
      ...dataSheet(run, sheetData(store, run)),
      ...settingsSection(run),
      ...networkSection(run),
    ],
  };
}

function comparisonReport(measured: readonly Measured[], { store }: ReportParts): Report {
  const runs = measured.map(({ run }) => run);
  const names = runs.map(({ name }) => name);
  const figure = (title: string, of: (run: Run) => string) => [title, ...runs.map(of)];
  const differences = settingDifferences(runs.filter(hasRecipe));
  const column = (run: Run) => runs.filter(hasRecipe).indexOf(run);
  return {
    title: `Comparison of ${runs.length} runs`,
    subtitle: `Report of ${dayText(Date.now())} by AlexNet Studio: ${names.join(', ')}.`,
    blocks: [
      heading('Figures'),
      table(
        'Results of each run',
        ['Figure', ...names],
        [
          figure('Validation top-1, best', ({ best }) => percent(best?.top1)),
          figure('Validation top-1, last', ({ val }) => percent(val?.top1)),
          figure('Validation loss, last', ({ val }) => lossText(val?.loss)),
          figure('Test top-1', ({ test }) => percent(test?.top1)),
          figure('Test top-5', ({ test }) => percent(test?.top5)),
          figure('Test loss', ({ test }) => lossText(test?.loss)),
          figure('Training loss, last', ({ train }) => lossText(train?.loss)),
          figure('Epochs', ({ epochs }) => String(epochs)),
          figure('Training time', ({ durationMs }) => durationText(durationMs)),
        ],
        names.map((_, at) => at + 1),
      ),
      heading('What differs'),
      differences.length === 0
        ? text('Their settings and data are the same.')
        : table(
            'Settings in which they are not all equal',
            ['Setting', ...names],
            differences.map(({ path, values }) => [
              path,
              ...runs.map((run) => (hasRecipe(run) ? String(values[column(run)] ?? '–') : 'not known')),
            ]),
          ),
      ...comparedCurves(measured),
      ...comparedClasses(runs, store),
      heading('The runs'),
      list(runs.map((run) => `${run.name}: ${originWords(run)}`)),
    ],
  };
}

/** Recall of each class in each run; runs with other classes are left out. */
function comparedClasses(runs: readonly Run[], store: Store): ReportBlock[] {
  const evaluated = runs.flatMap((run) => {
    const evaluation = keptEvaluation(store, run);
    return evaluation ? [{ run, evaluation }] : [];
  });
  const [first] = evaluated;
  const same = evaluated.filter(
    ({ run, evaluation }) =>
      JSON.stringify(run.classes) === JSON.stringify(first?.run.classes) &&
      evaluation.split === first?.evaluation.split,
  );
  if (first === undefined || same.length < 2) return [];
  return [
    heading('Classes'),
    table(
      `Recall of each class on the ${first.evaluation.split === 'val' ? 'validation' : first.evaluation.split} split`,
      ['Class', ...same.map(({ run }) => run.name)],
      first.run.classes.map((label, at) => [
        label,
        ...same.map(({ evaluation }) => percent(evaluation.perClass[at]?.top1)),
      ]),
      same.map((_, at) => at + 1),
    ),
  ];
}

/** Of the test split, else of the validation split; null where neither was looked at. */
function keptEvaluation(store: Store, run: Run): Evaluation | null {
  if (run.best === null) return null;
  const { id: runId, best } = run;
  for (const split of ['test', 'val'] as const) {
    const kept = store.evaluations.find({ runId, step: best.step, split, views: 1 });
    if (kept !== null) return kept;
  }
  return null;
}

async function keptPredictions(
  { id, best, classes }: Run,
  { split, views }: Evaluation,
  { files }: ReportParts,
): Promise<StoredPredictions | null> {
  if (best === null) return null;
  return readPredictions(files.predictions(id, best.step, split, views), classes.length).catch((error) => {
    if (error instanceof AppError) return null;
    throw error;
  });
}

async function kernelOf(
  { id, best, checkpoints, recipe, classes }: Run,
  { files }: ReportParts,
): Promise<FilterTensor | null> {
  const step = best?.step ?? checkpoints[0]?.step;
  const net = netSpec(recipe.net, classes.length);
  const name = firstKernel(net);
  if (step === undefined || name === undefined) return null;
  const isDepthwise =
    net.layers.find((layer) => name.startsWith(`${layer.name}/`))?.type === 'depthwise-conv';
  const kernel = await readWeights(files.checkpoint(id, step), name).catch((error) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  return kernel && { ...kernel, isDepthwise };
}

function sheetData(store: Store, { dataset: { id } }: Run): SheetData | null {
  if (!store.datasets.list().some((dataset) => dataset.id === id)) return null;
  return {
    dataset: store.datasets.get(id),
    counts: store.datasets.classCounts(id),
    rejected: store.datasets.rejected(id),
  };
}

function originWords(run: Run): string {
  if (!hasRecipe(run)) {
    const program =
      run.origin === 'tensorboard' ? 'TensorBoard’s event files' : 'a table of comma-separated values';
    return `Figures alone, read from ${program}.`;
  }
  const { net } = run.recipe;
  const word = typeof net === 'string' ? NET_NAMES[net] : netWord(net);
  return `${word} on ${run.dataset.name}, version ${run.dataset.version}, ${run.state.status}, ${run.epochs} of ${run.recipe.epochs} epochs.`;
}

function noteBlocks({ marks }: Run): ReportBlock[] {
  return [
    ...(marks.note === '' ? [] : [text(marks.note)]),
    ...(marks.tags.length === 0 ? [] : [text(`Tags: ${marks.tags.join(', ')}.`)]),
  ];
}

function notEvaluated(run: Run): ReportBlock {
  return text(
    hasRecipe(run)
      ? 'It was not evaluated yet: evaluate its test split, then make the report again for confusion, examples and figures a class.'
      : 'Confusion and examples are not known of figures alone.',
  );
}
