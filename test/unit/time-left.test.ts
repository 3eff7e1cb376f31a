import { expect, test } from 'vitest';
import { createTimeLeft } from '../../src-shared/time-left.ts';

test('the time left goes by the pace since the phase was first heard of', () => {
  let now = 0;
  const timeLeft = createTimeLeft(() => now);
  expect(timeLeft({ phase: 'a', done: 10, total: 100 })).toBeNull();
  now = 900;
  expect(timeLeft({ phase: 'a', done: 20, total: 100 })).toBeNull();
  now = 2000;
  expect(timeLeft({ phase: 'a', done: 30, total: 100 })).toBeCloseTo(7);
  expect(timeLeft({ phase: 'b', done: 30, total: 50 })).toBeNull();
  now = 4000;
  expect(timeLeft({ phase: 'b', done: 30, total: 50 })).toBeNull();
  expect(timeLeft({ phase: 'b', done: 40, total: 50 })).toBeCloseTo(2);
});

test('work without phases has one', () => {
  let now = 0;
  const timeLeft = createTimeLeft(() => now);
  timeLeft({ done: 0, total: 4 });
  now = 3000;
  expect(timeLeft({ done: 1, total: 4 })).toBeCloseTo(9);
  expect(timeLeft({ done: 4, total: 4 })).toBe(0);
});
