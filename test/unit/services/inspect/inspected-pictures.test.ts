import { expect, it } from 'vitest';
import { spread } from '../../../../src-main/services/inspected-pictures.ts';

/** Samples whose slots, labels and checksums tell which they are. */
function samples(count: number) {
  return {
    slots: Int32Array.from({ length: count }, (_, index) => index),
    labels: Int32Array.from({ length: count }, (_, index) => index % 7),
    checksums: Uint32Array.from({ length: count }, (_, index) => index * 3),
  };
}

it('takes 20,000 of 20,500 pictures, spread evenly, each with its own label and checksum', () => {
  const { slots, labels, checksums } = spread(samples(20_500), 20_000);
  expect([slots.length, labels.length, checksums.length]).toEqual([20_000, 20_000, 20_000]);
  const steps = slots.slice(1).map((slot, index) => slot - (slots[index] ?? 0));
  // One in 41 is left out, everywhere in the list.
  expect(new Set(steps)).toEqual(new Set([1, 2]));
  expect([slots[0], slots[10_000], slots.at(-1)]).toEqual([0, 10_250, 20_498]);
  expect(labels).toEqual(slots.map((slot) => slot % 7));
  expect(checksums).toEqual(Uint32Array.from(slots, (slot) => slot * 3));
});

it('takes all of those that there is room for', () => {
  const few = samples(12);
  expect(spread(few, 20_000)).toBe(few);
});
