import { expect, it } from 'vitest';
import { createLatest } from '../../../src-main/services/latest.ts';

it('gives a watcher the value at once, and the last one of many changes', async () => {
  let value = 0;
  const latest = createLatest(() => value, 1);
  const stop = new AbortController();
  const seen = latest.watch(stop.signal);
  expect((await seen.next()).value).toBe(0);
  const next = seen.next();
  for (value = 1; value < 5; value++) latest.changed();
  expect((await next).value).toBe(5);
  stop.abort();
  expect((await seen.next()).done).toBe(true);
});

it('misses no change that comes while the watcher is busy', async () => {
  let value = 'first';
  const latest = createLatest(() => value, 1);
  const seen = latest.watch();
  await seen.next();
  value = 'second';
  latest.changed();
  expect((await seen.next()).value).toBe('second');
});

it('ends when it is aborted while it waits', async () => {
  const latest = createLatest(() => 0, 1);
  const stop = new AbortController();
  const seen = latest.watch(stop.signal);
  await seen.next();
  const next = seen.next();
  stop.abort();
  expect((await next).done).toBe(true);
});
