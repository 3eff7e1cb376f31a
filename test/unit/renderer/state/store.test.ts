import { expect, test, vi } from 'vitest';
import { createStore } from '../../../../src-renderer/state/store.ts';

test('tells listeners of another value and not of the same again', () => {
  const store = createStore(1);
  const listener = vi.fn();
  const leave = store.subscribe(listener);
  store.set(1);
  store.set(2);
  leave();
  store.set(3);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(store.get()).toBe(3);
});
