import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SAMPLE, samplePicture } from '../../../../src-main/data/sample/sample.ts';
import { linearAccuracy, shrink } from '../../../helpers/linear-classifier.ts';

describe('the sample data set', () => {
  it('has at least ten classes in the order of their names', () => {
    expect(SAMPLE.classes.length).toBeGreaterThanOrEqual(10);
    expect(SAMPLE.classes).toEqual(SAMPLE.classes.toSorted());
    expect(new Set(SAMPLE.classes).size).toBe(SAMPLE.classes.length);
  });

  it('draws the same pictures on every machine (raise SAMPLE.version when these must change)', () => {
    const digests = SAMPLE.classes.map((name, index) => `${name} ${digest(samplePicture(index, index, 1))}`);
    expect(digests).toMatchInlineSnapshot(`
      [
        "bricks 8b4723626522cfb5",
        "checks ff14f4530435e9a8",
        "clouds 819d0cf69f86044b",
        "dots 53fda50700b88bd9",
        "flowers 9883411f67879a34",
        "honeycomb 5c208ab7f43fa3be",
        "leaves 2e7243330de09892",
        "rays b6ce0e6ba9676f13",
        "rings 21a682383caba614",
        "scales c11d15613915f57d",
        "stripes 48f4612b6af4cbf8",
        "waves e9c0d69b1d930d3b",
      ]
    `);
  });

  it('draws another picture for another index, seed or class', () => {
    const digests = [
      samplePicture(0, 0, 1),
      samplePicture(0, 1, 1),
      samplePicture(0, 0, 2),
      samplePicture(1, 0, 1),
    ].map(digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('fills the range of brightness in every class, so that each picture has contrast', () => {
    SAMPLE.classes.forEach((_, index) => {
      const values = samplePicture(index, 3, 1).toSorted();
      const low = values[Math.floor(values.length * 0.05)] ?? 0;
      const high = values[Math.floor(values.length * 0.95)] ?? 0;
      expect(high - low).toBeGreaterThan(60);
    });
  });

  it('refuses a class it does not have', () => {
    expect(() => samplePicture(SAMPLE.classes.length, 0, 1)).toThrow(RangeError);
  });

  it('cannot be told apart by a linear classifier on pixels: below 40 % on pictures it has not seen', () => {
    const perClass = 40;
    const pictures = SAMPLE.classes.flatMap((_, label) =>
      Array.from({ length: perClass }, (_, index) => ({
        label,
        index,
        features: shrink(samplePicture(label, index, SAMPLE.seed), SAMPLE.pictureSize, 32),
      })),
    );
    const accuracy = linearAccuracy(
      pictures.filter(({ index }) => index % 5 !== 0),
      pictures.filter(({ index }) => index % 5 === 0),
      SAMPLE.classes.length,
    );
    expect(accuracy).toBeLessThan(0.4);
  });
});

function digest(pixels: Uint8Array): string {
  return createHash('sha256').update(pixels).digest('hex').slice(0, 16);
}
