import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { follow } from '../../../../src-renderer/client/follow.ts';

async function* stream<T>(...values: readonly (T | Error)[]) {
  for (const value of values) {
    if (value instanceof Error) throw value;
    yield value;
  }
}

/** Follows streams one after the other until `last` has come; answers with everything that was received. */
async function received(streams: readonly AsyncIterable<number>[], last: number, restartAt?: number) {
  const stop = new AbortController();
  const values: number[] = [];
  const rest = [...streams];
  await follow(
    async () => rest.shift() ?? stream<number>(),
    (value) => {
      values.push(value);
      if (value === last) stop.abort();
      return value === restartAt ? 'restart' : 'go-on';
    },
    stop.signal,
  );
  return values;
}

test('opens the stream again when its connection was lost', async () => {
  expect(await received([stream(1, 2, new Error('connection lost')), stream(3)], 3)).toEqual([1, 2, 3]);
});

test('opens the stream again when it has ended', async () => {
  expect(await received([stream(1), stream(2)], 2)).toEqual([1, 2]);
});

test('opens the stream again when its receiver has missed something', async () => {
  expect(await received([stream(1, 2, 3), stream(9)], 9, 2)).toEqual([1, 2, 9]);
});

test('gives up when the main process refuses', async () => {
  const refused = new ORPCError('NOT_FOUND', { message: 'There is no such run.' });
  await expect(received([stream<number>(refused)], 1)).rejects.toThrow('There is no such run.');
});
