import type { Run } from '../contract/runs.ts';
import type { SettingValue } from '../recipe/settings.ts';
import { type SettingDifference, settingDifferences } from './setting-differences.ts';

type Value = SettingValue | null;

/** Which result runs are compared by: the test split's where all have it, else validation's of the best checkpoint. */
export interface Result {
  readonly of: 'test' | 'best';
  /** Top-1 accuracies in the runs' order, 0..1; null where a run has none. */
  readonly top1: readonly (number | null)[];
}

/** A setting's change while everything else but the seed stayed as it was. */
export interface CleanChange {
  readonly from: Value;
  readonly to: Value;
  /** Mean result with `to` less that with `from`. */
  readonly change: number;
  /** Sets of otherwise equal runs that it was seen in. */
  readonly seen: number;
}

/** How the result goes with a setting. */
export interface SettingEffect extends SettingDifference {
  /** Each value's mean result, in the order in which they first come. */
  readonly levels: readonly { readonly value: Value; readonly runs: number; readonly mean: number }[];
  /** What it did by itself, the largest change first; none where it never changed alone. */
  readonly alone: readonly CleanChange[];
  /** Best mean less the worst. */
  readonly spread: number;
  /** The other settings that changed each time this one did, so that their effects cannot be told apart. */
  readonly together: readonly string[];
}

export function comparedResult(runs: readonly Run[]): Result {
  const of = runs.every(({ test }) => test !== null) ? 'test' : 'best';
  return { of, top1: runs.map((run) => run[of]?.top1 ?? null) };
}

/**
 * How the result moves with each setting in which runs differ. Those that changed alone come first, by the size of what they did; the rest, whose
 * differences may be the work of others, by their spread.
 */
export function settingEffects(runs: readonly Run[]): SettingEffect[] {
  const { top1 } = comparedResult(runs);
  const differences = settingDifferences(runs);
  return differences
    .map((difference) => effectOf(difference, differences, top1))
    .sort((a, b) => largest(b) - largest(a) || b.spread - a.spread);
}

function largest({ alone }: SettingEffect): number {
  return alone[0] ? Math.abs(alone[0].change) : -1;
}

function effectOf(
  difference: SettingDifference,
  all: readonly SettingDifference[],
  top1: readonly (number | null)[],
): SettingEffect {
  const { path, values } = difference;
  const others = all.filter((one) => one.path !== path && (one.path !== 'seed' || path === 'seed'));
  const everything = top1.flatMap((result, run) => (result === null ? [] : [{ run, result }]));
  const levels = levelsOf(everything, values);
  const means = levels.map(({ mean }) => mean);
  return {
    ...difference,
    levels,
    alone: cleanChanges(everything, values, others),
    spread: means.length > 1 ? Math.max(...means) - Math.min(...means) : 0,
    together: others.filter((other) => changesWith(values, other.values)).map((other) => other.path),
  };
}

interface Scored {
  readonly run: number;
  readonly result: number;
}

function levelsOf(runs: readonly Scored[], values: readonly Value[]): SettingEffect['levels'] {
  const byValue = Map.groupBy(runs, ({ run }) => values[run] ?? null);
  return [...byValue].map(([value, group]) => ({
    value,
    runs: group.length,
    mean: group.reduce((sum, { result }) => sum + result, 0) / group.length,
  }));
}

function cleanChanges(
  runs: readonly Scored[],
  values: readonly Value[],
  others: readonly SettingDifference[],
): CleanChange[] {
  const strata = Map.groupBy(runs, ({ run }) => JSON.stringify(others.map((other) => other.values[run])));
  const found = new Map<string, { from: Value; to: Value; changes: number[] }>();
  for (const group of strata.values()) {
    const levels = levelsOf(group, values);
    for (const [index, first] of levels.entries()) {
      for (const second of levels.slice(index + 1)) {
        const [a, b] = inOrder(values, first, second);
        const key = JSON.stringify([a.value, b.value]);
        const known = found.get(key) ?? { from: a.value, to: b.value, changes: [] };
        known.changes.push(b.mean - a.mean);
        found.set(key, known);
      }
    }
  }
  return [...found.values()]
    .map(({ from, to, changes }) => ({
      from,
      to,
      change: changes.reduce((sum, change) => sum + change, 0) / changes.length,
      seen: changes.length,
    }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

/** From the value that comes first among all runs to the other, so that each set of runs speaks of the same direction. */
function inOrder<Level extends { value: Value }>(
  values: readonly Value[],
  first: Level,
  second: Level,
): [Level, Level] {
  return values.indexOf(first.value) <= values.indexOf(second.value) ? [first, second] : [second, first];
}

/** Whether no two runs differ in the first without differing in the second. */
function changesWith(first: readonly Value[], second: readonly Value[]): boolean {
  const seconds = Map.groupBy(first.keys(), (run) => second[run] ?? null);
  return [...seconds.values()].every((runs) => new Set(runs.map((run) => first[run])).size === 1);
}
