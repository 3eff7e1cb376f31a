import { hasRecipe, type Run } from '../contract/runs.ts';
import { netWord } from '../nets/custom-net.ts';
import { type SettingValue, settingsOf } from '../recipe/settings.ts';
import type { Recipe } from '../recipe.ts';

/** What of a run its settings are. */
export type SetRun = Pick<Run, 'recipe' | 'dataset' | 'origin' | 'startedFrom'>;

/** The name of the data set among the settings. */
export const DATASET = 'dataset';

/** The name of the weights that a run began with among the settings. */
export const STARTED_FROM = 'startedFrom';

/** A setting in which runs are not all equal; `values` in their order, null where a recipe has no such setting. */
export interface SettingDifference {
  /** As `settingsOf` names it, `dataset` or `startedFrom`. */
  readonly path: string;
  readonly values: readonly (SettingValue | null)[];
}

/** The settings in which runs differ, the data set and what they started from first. */
export function settingDifferences(runs: readonly SetRun[]): SettingDifference[] {
  const configs = runs.map((run) => allSettings(run, runs));
  const paths = new Set(configs.flatMap((config) => [...config.keys()]));
  return [...paths]
    .map((path) => ({ path, values: configs.map((config) => config.get(path) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}

function allSettings(run: SetRun, all: readonly SetRun[]): Map<string, SettingValue> {
  // Of figures alone nothing is known.
  if (!hasRecipe(run)) return new Map();
  const { recipe, dataset, startedFrom } = run;
  return new Map<string, SettingValue>([
    [DATASET, `${dataset.name}, version ${dataset.version}`],
    [STARTED_FROM, startWords(startedFrom)],
    ...settingsOf(recipe),
    ['net', netValue(recipe, all)],
  ]);
}

/** The weights that a run began with, in a few words. */
export function startWords(start: Run['startedFrom']): string {
  if (start === null) return 'new weights';
  return start.kind === 'file' ? `the file ${start.name}` : `the run ${start.name ?? start.runId}`;
}

/** A network's word; people may give one to several networks, which are then numbered. */
function netValue({ net }: Recipe, all: readonly SetRun[]): string {
  const word = netWord(net);
  const namesakes = [
    ...new Set(
      all.flatMap(({ recipe }) => (netWord(recipe.net) === word ? [JSON.stringify(recipe.net)] : [])),
    ),
  ];
  return namesakes.length > 1 ? `${word} (${namesakes.indexOf(JSON.stringify(net)) + 1})` : word;
}

/** Whether two runs have the same network, settings, data and weights to begin with, whatever their seeds. */
export function differInSeedOnly(first: Run, second: Run): boolean {
  if (!hasRecipe(first) || !hasRecipe(second)) return false;
  const unseeded = ({ recipe, dataset, classes, startedFrom }: Run) =>
    JSON.stringify([{ ...recipe, seed: 0 }, dataset.id, classes, startedFrom]);
  return unseeded(first) === unseeded(second);
}
