import type { PropertyChange } from '../../../../src-shared/compare/align-layers.ts';
import { DATASET, STARTED_FROM } from '../../../../src-shared/compare/setting-differences.ts';
import type { SettingEffect } from '../../../../src-shared/compare/setting-effects.ts';
import type { SettingValue } from '../../../../src-shared/recipe/settings.ts';
import { UNKNOWN } from '../../../ui/format.ts';
import { RECIPE_FIELDS, settingInWords } from '../../train/recipe-fields.ts';
import { points } from '../real/points.ts';

/** The title of a setting, of the data set or of what a run started from. */
export function settingTitle(path: string): string {
  if (path === DATASET) return 'Data set';
  if (path === STARTED_FROM) return 'Started from';
  return RECIPE_FIELDS.find((field) => field.path === path)?.title ?? path;
}

/** A setting's value in words; a dash where a run has no such setting. */
export function settingWords(path: string, value: SettingValue | null): string {
  if (value === null) return UNKNOWN;
  const field = RECIPE_FIELDS.find((one) => one.path === path);
  return field ? settingInWords(field, value) : String(value);
}

/** What can be said of what a setting did to the result, and no more. */
export function effectWords({ path, alone, together, spread }: SettingEffect): string {
  const [largest] = alone;
  if (largest) {
    const { from, to, change, seen } = largest;
    const times = seen > 1 ? `, in ${seen} sets of otherwise equal runs` : '';
    return `${points(change)} points from ${settingWords(path, from)} to ${settingWords(path, to)}, all else equal${times}`;
  }
  const others = together.filter((other) => other !== 'seed').map(settingTitle);
  const means = spread > 0 ? `its values’ means lie ${(spread * 100).toFixed(1)} points apart, but ` : '';
  if (others.length === 0) return `${means}it never changed alone, so this may be the work of other settings`;
  return `${means}it always changed together with ${listed(others)}, so it cannot be told which did it`;
}

/** `a, b and c`; of many, the first three and how many more. */
function listed(words: readonly string[]): string {
  const shown = words.length > 4 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;
  return shown.length === 1 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** A layer's property that changed: `filters 96 → 64`. */
export function propertyWords({ property, first, second }: PropertyChange): string {
  return `${property} ${valueWords(first)} → ${valueWords(second)}`;
}

function valueWords(value: unknown): string {
  if (value === undefined) return 'none';
  return Array.isArray(value) ? value.join(' × ') : String(value);
}
