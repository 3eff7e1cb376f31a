import { UNKNOWN } from '../../../ui/format.ts';

/** A value of the network in few characters, with a true minus: `−0.0031`, `12.4`, `0`; a dash where it is not a number. */
export function shortNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN;
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size < 0.001 || size >= 100_000 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replaceAll('-', '−');
}

/** The same for a value that is known, so that null means that it is not a number. */
export function shortValue(value: number | null): string {
  return value === null ? 'not a number' : shortNumber(value);
}
