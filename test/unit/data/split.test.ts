import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSplits, type UnsplitPicture } from '../../../src-main/data/split.ts';
import { random } from '../../../src-shared/random.ts';

const shares = fc
  .record({
    val: fc.double({ min: 0, max: 0.9, noNaN: true }),
    test: fc.double({ min: 0, max: 0.9, noNaN: true }),
    seed: fc.nat(),
  })
  .filter(({ val, test }) => val + test < 1);
const counts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

function picturesOf(classCounts: readonly number[]): UnsplitPicture[] {
  return classCounts.flatMap((count, label) =>
    Array.from({ length: count }, (_, i) => ({
      file: `c${label}/${i}.jpg`,
      label: `c${label}`,
      ownSplit: null,
    })),
  );
}

describe('the split of a data set', () => {
  it('takes the rounded share of each class and leaves every class one training picture', () => {
    fc.assert(
      fc.property(counts, shares, (classCounts, options) => {
        const pictures = picturesOf(classCounts);
        const splits = assignSplits(pictures, options);
        classCounts.forEach((count, label) => {
          const own = splits.filter((_, index) => pictures[index]?.label === `c${label}`);
          const take = (split: string) => own.filter((one) => one === split).length;
          const test = Math.min(count - 1, Math.round(options.test * count));
          expect(take('test')).toBe(test);
          expect(take('val')).toBe(Math.min(count - 1 - test, Math.round(options.val * count)));
          expect(take('train')).toBeGreaterThan(0);
        });
      }),
    );
  });

  it('does not depend on the order in which the files were found', () => {
    fc.assert(
      fc.property(counts, shares, fc.nat(), (classCounts, options, order) => {
        const pictures = picturesOf(classCounts);
        const splitOf = (list: UnsplitPicture[]) =>
          new Map(assignSplits(list, options).map((split, index) => [list[index]?.file, split]));
        const shuffled = random(order).shuffle(pictures);
        const expected = splitOf(pictures);
        for (const [file, split] of splitOf(shuffled)) expect(split).toBe(expected.get(file));
      }),
    );
  });

  it('draws other pictures with another seed', () => {
    const pictures = picturesOf([100]);
    const draw = (seed: number) => assignSplits(pictures, { val: 0.2, test: 0.2, seed });
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1)).toEqual(draw(1));
  });

  it('keeps what the folders say and sets aside only the split that they lack', () => {
    const train = picturesOf([20, 20]).map((picture) => ({ ...picture, ownSplit: 'train' as const }));
    const test = [{ file: 'test/c0/x.jpg', label: 'c0', ownSplit: 'test' as const }];
    const splits = assignSplits([...train, ...test], { val: 0.1, test: 0.5, seed: 1 });
    expect(splits.filter((split) => split === 'test')).toHaveLength(1);
    expect(splits.at(-1)).toBe('test');
    expect(splits.filter((split) => split === 'val')).toHaveLength(4);
  });
});
