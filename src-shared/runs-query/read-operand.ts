import type { Operand } from './query.ts';
import type { RunField } from './run-field.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: MINUTE,
  min: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
};
const MULTIPLES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** The value that `text` stands for where a field is compared with it, or a sentence on what is expected. `now`: milliseconds since 1970. */
export function readOperand(field: RunField, text: string, now: number): Operand | string {
  const word = text.toLowerCase();
  if (word === 'none' || word === 'any') return { kind: 'presence', isThere: word === 'any' };
  switch (field.kind) {
    case 'text':
    case 'choice':
    case 'words':
      return { kind: 'text', text: word };
    case 'flag':
      if (['yes', 'true', 'on', '1'].includes(word)) return { kind: 'flag', value: true };
      if (['no', 'false', 'off', '0'].includes(word)) return { kind: 'flag', value: false };
      return `"${field.name}" is yes or no, not "${text}".`;
    case 'moment':
      return (
        readMoment(word, now) ??
        `"${text}" is no date: write 2026-11-24, 2026-11, today or 7d (seven days ago).`
      );
    case 'duration':
      return exactly(readDuration(word)) ?? `"${text}" is no time: write 90s, 10m, 1.5h or 2d.`;
    default:
      return exactly(readNumber(word)) ?? `"${text}" is no number: write 0.9, 90%, 1e-3 or 2k.`;
  }
}

/** Numbers as people see them differ from those that are stored in their last digit. */
const TOLERANCE = 1e-9;

function exactly(value: number | null): Operand | null {
  if (value === null) return null;
  const margin = Math.abs(value) * TOLERANCE;
  return { kind: 'span', from: value - margin, to: value + Math.max(margin, Number.MIN_VALUE) };
}

function readNumber(text: string): number | null {
  const [, digits, unit = ''] = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([kmg%]?)$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const value = unit === '%' ? Number(digits) / 100 : Number(digits) * (MULTIPLES[unit] ?? 1);
  return Number.isFinite(value) ? value : null;
}

/** Milliseconds; without a unit seconds are meant. */
function readDuration(text: string): number | null {
  const [, digits, unit = 's'] = /^(\d+\.?\d*|\.\d+)([a-z]+)?$/.exec(text) ?? [];
  const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  return digits === undefined || factor === undefined ? null : Number(digits) * factor;
}

/** A year, month or day of this machine's calendar, or the moment so long ago. */
function readMoment(text: string, now: number): Operand | null {
  const today = new Date(now);
  const day = (back: number, length = 1): Operand => {
    const from = new Date(today.getFullYear(), today.getMonth(), today.getDate() - back);
    const to = new Date(from.getFullYear(), from.getMonth(), from.getDate() + length);
    return { kind: 'span', from: from.getTime(), to: to.getTime() };
  };
  if (text === 'today') return day(0);
  if (text === 'yesterday') return day(1);
  const ago = /[a-z]$/.test(text) ? readDuration(text) : null;
  if (ago !== null) return { kind: 'span', from: now - ago, to: now - ago };
  const [, year, month, date] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  if (year === undefined || Number(month ?? 1) > 12 || Number(date ?? 1) > 31) return null;
  const start = (years: number, months: number, days: number) =>
    new Date(Number(year) + years, Number(month ?? 1) - 1 + months, Number(date ?? 1) + days).getTime();
  const from = start(0, 0, 0);
  if (date !== undefined) return { kind: 'span', from, to: start(0, 0, 1) };
  return { kind: 'span', from, to: month === undefined ? start(1, 0, 0) : start(0, 1, 0) };
}
