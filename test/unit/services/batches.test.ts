import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batches } from '../../../src-main/services/batches.ts';

async function* from<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

async function collect<T>(groups: AsyncGenerator<T[]>): Promise<T[][]> {
  const all: T[][] = [];
  for await (const group of groups) all.push(group);
  return all;
}

describe('batches', () => {
  it('groups what is there, in order, and loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), async (items, size) => {
        const groups = await collect(batches(from(items), size));
        expect(groups.flat()).toEqual(items);
        expect(groups.every((group) => group.length >= 1 && group.length <= size)).toBe(true);
        expect(groups).toHaveLength(Math.ceil(items.length / size));
      }),
    );
  });

  it('passes a single item on while the next is not there yet', async () => {
    const gate = Promise.withResolvers<void>();
    async function* slow() {
      yield 1;
      await gate.promise;
      yield 2;
    }
    const groups = batches(slow(), 8);
    expect((await groups.next()).value).toEqual([1]);
    gate.resolve();
    expect((await groups.next()).value).toEqual([2]);
    expect((await groups.next()).done).toBe(true);
  });

  it('ends its source when its reader leaves early', async () => {
    let ended = false;
    async function* source() {
      try {
        for (let number = 0; ; number++) yield number;
      } finally {
        ended = true;
      }
    }
    for await (const _ of batches(source(), 2)) break;
    expect(ended).toBe(true);
  });

  it('hands on what its source throws', async () => {
    async function* failing() {
      yield 1;
      throw new Error('broken');
    }
    await expect(collect(batches(failing(), 1))).rejects.toThrow('broken');
  });
});
