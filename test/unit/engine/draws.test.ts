import { expect, test } from 'vitest';
import { drawPicture, type PictureDraw, toDraws } from '../../../src-main/engine/train/draws.ts';
import { random } from '../../../src-shared/random.ts';
import {
  type Augmentation,
  CROP_AND_MIRROR,
  MIXINGS,
  NO_AUGMENTATION,
} from '../../../src-shared/recipe/augmentation.ts';

const INPUT = [227, 227, 3] as const;

function many(augmentation: Partial<Augmentation>, count = 2000): PictureDraw[] {
  const from = random(1, 'draws');
  return Array.from({ length: count }, () =>
    drawPicture({ ...NO_AUGMENTATION, ...augmentation }, INPUT, from),
  );
}

const range = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

test('views stay inside the record, reach its edges, and mirror half of the time', () => {
  const views = many(CROP_AND_MIRROR).map(({ view }) => view);
  expect(range(views.map(({ left }) => left))).toEqual([0, 29]);
  expect(range(views.map(({ top }) => top))).toEqual([0, 29]);
  const mirrored = views.filter((view) => view.mirrored).length / views.length;
  expect(mirrored).toBeGreaterThan(0.45);
  expect(mirrored).toBeLessThan(0.55);
});

test('what is off is left alone, and crop and mirror do not depend on the rest', () => {
  expect(many({}, 1)[0]).toEqual({
    view: { left: 14, top: 14, mirrored: false },
    colour: [0, 0, 0],
    brightness: 0,
    contrast: 1,
    erased: [0, 0, 0, 0],
    share: 1,
    pasted: [0, 0, 0, 0],
  });
  const one = (augmentation: Augmentation) => drawPicture(augmentation, INPUT, random(3)).view;
  expect(one({ ...CROP_AND_MIRROR, rotation: 30, erasing: 1 })).toMatchObject(one(CROP_AND_MIRROR));
});

test('a rotation keeps lengths and angles up to its largest, and scale alone keeps angles', () => {
  for (const { view } of many({ rotation: 20 }, 200)) {
    const [a, b, c, d] = view.bend ?? [0, 0, 0, 0];
    expect(a * d - b * c).toBeCloseTo(1);
    expect(Math.abs(Math.asin(c))).toBeLessThanOrEqual((20 * Math.PI) / 180 + 1e-9);
  }
  const sizes = many({ scale: 0.5 }, 500).map(({ view }) => 1 / (view.bend?.[0] ?? 0));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0.5);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1.5);
});

test('as many pictures as asked lose a rectangle of 2 to 40 % of their area', () => {
  const erased = many({ erasing: 0.3 }).map(
    ({ erased: [top, left, bottom, right] }) => (bottom - top) * (right - left),
  );
  const areas = erased.filter((area) => area > 0).map((area) => area / 227 ** 2);
  expect(areas.length / erased.length).toBeCloseTo(0.3, 1);
  const [least, most] = range(areas);
  expect(least).toBeGreaterThan(0.018);
  expect(most).toBeLessThan(0.41);
});

test('a mixed picture keeps at least half of itself, and cutmix leaves the share that is not pasted over', () => {
  for (const { share } of many({ mixing: MIXINGS.mixup })) expect(share).toBeGreaterThanOrEqual(0.5);
  for (const { share, pasted } of many({ mixing: MIXINGS.cutmix })) {
    const [top, left, bottom, right] = pasted;
    expect(range([top, left, bottom, right]).every((side) => side >= 0 && side <= 227)).toBe(true);
    expect(share).toBeCloseTo(1 - ((bottom - top) * (right - left)) / 227 ** 2, 9);
    expect(share).toBeGreaterThan(0.49);
  }
});

test('each picture is mixed with the next one of its batch', () => {
  expect([...toDraws(many({}, 3)).partners]).toEqual([1, 2, 0]);
});
