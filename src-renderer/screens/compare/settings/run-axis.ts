import type { FieldValue, RunField, RunRecord } from '../../../../src-shared/runs-query/run-field.ts';
import { isNumeric } from '../../../../src-shared/runs-query/run-fields.ts';
import { linearTicks } from '../../lab/parts/linear-ticks.ts';
import { numberInWords, runColumn, valueInWords } from '../../runs/run-columns.ts';

/** A line on which runs have places by one of their fields. */
export interface RunAxis {
  readonly field: RunField;
  readonly title: string;
  readonly ticks: readonly { readonly place: number; readonly label: string }[];
  /** 0 at its lower end to 1 at its upper; null where the run has no such value. */
  readonly placeOf: (record: RunRecord) => number | null;
}

/** Positive numbers whose largest is so many times their smallest are placed by their logarithm. */
const WIDE = 30;

/** So many different numbers are all named; more get round numbers. */
const MOST_NAMED = 8;

/** The ticks whose labels do not run into each other, the ends before those between them. `least`: between two of them, as a share of the axis. */
export function apart(ticks: RunAxis['ticks'], least: number): RunAxis['ticks'] {
  const ordered = ticks.toSorted((a, b) => a.place - b.place);
  const [last, ...others] = [...ordered.slice(-1), ...ordered.slice(0, -1)];
  const kept = last ? [last] : [];
  for (const tick of others) {
    if (kept.every(({ place }) => Math.abs(place - tick.place) >= least)) kept.push(tick);
  }
  return kept;
}

/** As the table of runs titles it. */
export function titleOf(field: RunField): string {
  return runColumn(field.name)?.title ?? field.title;
}

/** An axis that has room for the values of all runs: numbers in proportion, words side by side in alphabetical order. */
export function runAxis(field: RunField, records: readonly RunRecord[]): RunAxis {
  const values = records.map((record) => field.value(record)).filter((value) => value !== null);
  return isNumeric(field) ? numberAxis(field, values) : wordAxis(field, values);
}

function numberAxis(field: RunField, values: readonly FieldValue[]): RunAxis {
  const numbers = values.flatMap((value) =>
    typeof value === 'number' && Number.isFinite(value) ? [value] : [],
  );
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const isWide = low > 0 && high / low >= WIDE;
  const scale = isWide ? Math.log : (value: number) => value;
  const span = scale(high) - scale(low);
  const placeOf = (value: number): number => (span === 0 ? 0.5 : (scale(value) - scale(low)) / span);
  const different = [...new Set(numbers)].sort((a, b) => a - b);
  const named =
    different.length <= MOST_NAMED
      ? different
      : isWide
        ? powersWithin(low, high)
        : linearTicks([low, high], 5);
  return {
    field,
    title: titleOf(field),
    ticks: named.map((value) => ({ place: placeOf(value), label: numberInWords(field, value) })),
    placeOf: (record) => {
      const value = field.value(record);
      return typeof value === 'number' && Number.isFinite(value) ? placeOf(value) : null;
    },
  };
}

function powersWithin(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const count = Math.floor(Math.log10(high) + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, index) => Number(`1e${first + index}`));
}

function wordAxis(field: RunField, values: readonly FieldValue[]): RunAxis {
  const words = [...new Set(values.map((value) => valueInWords(field, value)))].sort();
  const placeOf = (word: string): number =>
    words.length < 2 ? 0.5 : words.indexOf(word) / (words.length - 1);
  return {
    field,
    title: titleOf(field),
    ticks: words.map((label) => ({ place: placeOf(label), label })),
    placeOf: (record) => {
      const value = field.value(record);
      return value === null ? null : placeOf(valueInWords(field, value));
    },
  };
}
