import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Groups what an iterator gives: waits for the first of each group, then takes what is there already, at most `size`. So a single item
 * passes at once, and many travel in full groups.
 */
export async function* batches<T>(items: AsyncGenerator<T>, size: number): AsyncGenerator<T[]> {
  try {
    let next = items.next();
    for (let first = await next; !first.done; first = await next) {
      const batch = [first.value];
      next = items.next();
      while (batch.length < size) {
        const ready = await Promise.race([next, nextTurn(null)]);
        if (ready === null || ready.done) break;
        batch.push(ready.value);
        next = items.next();
      }
      yield batch;
    }
  } finally {
    await items.return(undefined);
  }
}
