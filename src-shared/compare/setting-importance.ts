import type { FieldValue, RunField, RunRecord } from '../runs-query/run-field.ts';

/** How much of the differences in a result goes with one setting, looked at by itself. */
export interface SettingImportance {
  readonly field: RunField;
  /** Share of the result's variance, 0..1. */
  readonly share: number;
  /** Whether more of it came with a higher result; null where its values have no order, or it is not clear. */
  readonly direction: 'higher' | 'lower' | null;
  /** Different values that runs have. */
  readonly values: number;
}

/** Fewer runs than this say nothing about what matters. */
export const FEWEST_RUNS = 4;

/** Numbers with more values than this are looked at as ranks, fewer as groups. */
const MOST_GROUPS = 5;

/** A rank correlation nearer to zero than this has no direction. */
const CLEAR = 0.2;

/**
 * The settings of `fields` in which the runs differ, the most important first. Of few values: the correlation ratio, corrected for what groups explain by
 * chance (ε², Kelley 1935); of many numbers: the square of Spearman's rank correlation. Settings that changed together share what they explain. Empty with
 * fewer than `FEWEST_RUNS` results or where all results are the same.
 */
export function settingImportance(
  records: readonly RunRecord[],
  fields: readonly RunField[],
  result: RunField,
): SettingImportance[] {
  const known = records.flatMap((record) => {
    const value = result.value(record);
    return typeof value === 'number' && Number.isFinite(value) ? [{ record, value }] : [];
  });
  const results = known.map(({ value }) => value);
  if (known.length < FEWEST_RUNS || new Set(results).size === 1) return [];
  return fields
    .flatMap((field) => {
      const values = known.map(({ record }) => field.value(record));
      const different = new Set(values.map(keyOf)).size;
      return different < 2 ? [] : [importanceOf(field, values, different, results)];
    })
    .sort((a, b) => b.share - a.share);
}

function importanceOf(
  field: RunField,
  values: readonly FieldValue[],
  different: number,
  results: readonly number[],
): SettingImportance {
  const numbers = values.flatMap((value) => (typeof value === 'number' ? [value] : []));
  const correlation = numbers.length === values.length ? rankCorrelation(numbers, results) : null;
  const share =
    correlation !== null && different > MOST_GROUPS
      ? correlation ** 2
      : correctedRatio(values.map(keyOf), results);
  const isClear = correlation !== null && Math.abs(correlation) >= CLEAR;
  const direction = isClear ? (correlation > 0 ? 'higher' : 'lower') : null;
  return { field, share, direction, values: different };
}

function keyOf(value: FieldValue): string {
  return JSON.stringify(value);
}

/** (between − (k − 1) · within) / total, at least 0; of groups that are all of one run nothing can be said, so 0. */
function correctedRatio(groups: readonly string[], results: readonly number[]): number {
  const members = new Map<string, number[]>();
  for (const [index, group] of groups.entries()) {
    members.set(group, [...(members.get(group) ?? []), results[index] ?? 0]);
  }
  const total = squaresAround(mean(results), results);
  const within = [...members.values()].reduce((sum, some) => sum + squaresAround(mean(some), some), 0);
  const freedom = results.length - members.size;
  if (freedom === 0) return 0;
  return Math.max(0, (total - within - (members.size - 1) * (within / freedom)) / total);
}

/** Spearman's: Pearson's correlation of the ranks; 0 where one of them never changes. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranks(a), ranks(b)];
  const [meanA, meanB] = [mean(ranksA), mean(ranksB)];
  const product = ranksA.reduce((sum, rank, at) => sum + (rank - meanA) * ((ranksB[at] ?? 0) - meanB), 0);
  const size = Math.sqrt(squaresAround(meanA, ranksA) * squaresAround(meanB, ranksB));
  return size === 0 ? 0 : product / size;
}

/** Ranks from 0; equal values have the mean of theirs. */
function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaresAround(middle: number, values: readonly number[]): number {
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}
