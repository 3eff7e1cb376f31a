import { expect, test } from 'vitest';
import {
  formatCounted,
  formatDuration,
  formatLearningRate,
  formatLoss,
  formatMoment,
  formatPercent,
  formatRate,
  formatSize,
  formatTimeLeft,
} from '../../../../src-renderer/ui/format.ts';

test('writes durations with the two units that matter', () => {
  expect([0, 8_400, 59_400, 185_000, 3_600_000, 8_040_000, 97 * 3_600_000].map(formatDuration)).toEqual([
    '0 s',
    '8 s',
    '59 s',
    '3 min 05 s',
    '1 h 00 min',
    '2 h 14 min',
    '4 d 1 h',
  ]);
});

test('rounds what is left to what a guess can carry', () => {
  expect([2, 42, 88, 100, 754, 5_390, 5_450, 12_000, 200_000].map(formatTimeLeft)).toEqual([
    'a few seconds',
    '40 s',
    '90 s',
    '2 min',
    '13 min',
    '1 h 30 min',
    '1 h 30 min',
    '3 h 20 min',
    '2 days',
  ]);
});

test('writes sizes in decimal units', () => {
  expect([0, 999, 1_000, 4_200_000, 9_960_000, 270_000_000, 1.5e9].map(formatSize)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '4.2 MB',
    '10 MB',
    '270 MB',
    '1.5 GB',
  ]);
});

test('names losses that are no numbers', () => {
  expect([0.12345, 2.3029, 1234.5, Number.NaN, Infinity].map(formatLoss)).toEqual([
    '0.123',
    '2.303',
    '1234.5',
    'not a number',
    'infinite',
  ]);
});

test('writes learning rates of every size', () => {
  expect([0, 0.01, 0.00025, 0.0051234, 3.13e-7].map(formatLearningRate)).toEqual([
    '0',
    '0.01',
    '0.00025',
    '0.0051',
    '3.1e-7',
  ]);
});

test('writes shares, rates and counts', () => {
  expect(formatPercent(0.9137)).toBe('91.4 %');
  expect([0.84, 54.32, 1239.6].map(formatRate)).toEqual(['0.8', '54.3', '1,240']);
  expect(formatCounted(1, 'class', 'classes')).toBe('1 class');
  expect(formatCounted(2000, 'picture')).toBe('2,000 pictures');
});

test('names moments as people do', () => {
  const now = new Date(2026, 10, 24, 18, 30).getTime();
  expect(formatMoment(new Date(2026, 10, 24, 9, 5).getTime(), now)).toBe('09:05');
  expect(formatMoment(new Date(2026, 10, 23, 23, 59).getTime(), now)).toBe('yesterday 23:59');
  expect(formatMoment(new Date(2026, 10, 3, 12, 0).getTime(), now)).toBe('3 Nov');
  expect(formatMoment(new Date(2024, 10, 3, 12, 0).getTime(), now)).toBe('3 Nov 2024');
});
