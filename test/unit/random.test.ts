import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../src-shared/random.ts';

const numbers = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('seeded random numbers', () => {
  it('are the same on every machine', () => {
    const stream = random(1, 'split');
    expect(numbers(3, stream.bits)).toMatchInlineSnapshot(`
      [
        2777078638,
        2803252107,
        2586360238,
      ]
    `);
    expect(numbers(3, stream.normal)).toMatchInlineSnapshot(`
      [
        0.1502563061658293,
        -0.627095585456118,
        0.29186127963475883,
      ]
    `);
    expect(stream.shuffle(['a', 'b', 'c', 'd', 'e'])).toMatchInlineSnapshot(`
      [
        "e",
        "a",
        "b",
        "d",
        "c",
      ]
    `);
  });

  it('differ for seeds that are alike: another number, type, order or grouping', () => {
    const seeds = [
      random(1),
      random(2),
      random('1'),
      random(1, 2),
      random(2, 1),
      random(12),
      random('ab', 'c'),
      random('a', 'bc'),
    ];
    const firsts = seeds.map((stream) => stream.bits());
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('give neighbouring seeds streams that have nothing in common', () => {
    const pairs = numbers(2000, () => 0).map(
      (_, i) => random('epoch', i).uniform() - random('epoch', i + 1).uniform(),
    );
    const spread = pairs.reduce((sum, value) => sum + value * value, 0) / pairs.length;
    expect(spread).toBeCloseTo(1 / 6, 1);
  });

  it('are uniform within their bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, count) => {
        const stream = random(seed);
        for (const value of numbers(50, () => stream.uniform(-3, 5))) {
          expect(value).toBeGreaterThanOrEqual(-3);
          expect(value).toBeLessThan(5);
        }
        for (const value of numbers(50, () => stream.int(count))) {
          expect(Number.isInteger(value) && value >= 0 && value < count).toBe(true);
        }
      }),
    );
  });

  it('reach every whole number about equally often', () => {
    const stream = random('dice');
    const counts = new Array<number>(6).fill(0);
    for (const face of numbers(60_000, () => stream.int(6))) counts[face] = (counts[face] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('have the moments of the normal distribution', () => {
    const stream = random('normal');
    const values = numbers(200_000, stream.normal);
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    expect(moment(1)).toBeCloseTo(0, 1);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(moment(3)).toBeCloseTo(0, 1);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.15);
    expect(values.filter((value) => Math.abs(value) > 2).length / values.length).toBeCloseTo(0.0455, 2);
  });

  it('shuffle a copy that holds the same elements, and pick one of a list', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer(), { minLength: 1 }), (seed, list) => {
        const stream = random(seed);
        const before = [...list];
        const shuffled = stream.shuffle(list);
        expect(list).toEqual(before);
        expect(shuffled.toSorted((a, b) => a - b)).toEqual(list.toSorted((a, b) => a - b));
        const [first = 0, ...rest] = list;
        expect(list).toContain(stream.pick([first, ...rest]));
      }),
    );
  });

  it('shuffle into every order about equally often', () => {
    const stream = random('orders');
    const counts = new Map<string, number>();
    for (const order of Array.from({ length: 12_000 }, () => stream.shuffle(['a', 'b', 'c']).join(''))) {
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});
