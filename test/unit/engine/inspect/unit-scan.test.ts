import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UnitScan } from '../../../../src-main/engine/inspect/unit-scan.ts';
import { TOP_PICTURES } from '../../../../src-shared/top-pictures.ts';

const UNITS = 3;
const CLASSES = 2;
const picture = fc.record({
  label: fc.integer({ min: 0, max: CLASSES - 1 }),
  peaks: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: UNITS, maxLength: UNITS }),
  places: fc.array(fc.integer({ min: 0, max: 99 }), { minLength: UNITS, maxLength: UNITS }),
});

it('finds what sorting all pictures would find, however they come in batches', () => {
  fc.assert(
    fc.property(fc.array(picture, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (pictures, batch) => {
      const scan = new UnitScan(UNITS, CLASSES);
      for (let start = 0; start < pictures.length; start += batch) {
        const some = pictures.slice(start, start + batch);
        scan.add(
          some.flatMap(({ peaks }) => peaks),
          some.flatMap(({ places }) => places),
          some.map(({ label }) => label),
        );
      }
      const { values, pictures: found, places, active, means } = scan.tensors();
      for (let unit = 0; unit < UNITS; unit++) {
        // Of equal values the first picture comes first.
        const sorted = pictures
          .map(({ peaks, places: at, label }, index) => ({
            value: peaks[unit] ?? 0,
            place: at[unit],
            index,
            label,
          }))
          .sort((a, b) => b.value - a.value || a.index - b.index);
        const top = sorted.slice(0, TOP_PICTURES);
        const from = unit * TOP_PICTURES;
        expect(Array.from(values?.data.slice(from, from + top.length) ?? [])).toEqual(
          top.map((one) => one.value),
        );
        expect(Array.from(places?.data.slice(from, from + top.length) ?? [])).toEqual(
          top.map((one) => one.place),
        );
        expect(Array.from(found?.data.slice(from, from + TOP_PICTURES) ?? [])).toEqual([
          ...top.map((one) => one.index),
          ...Array(TOP_PICTURES - top.length).fill(-1),
        ]);
        expect(active?.data[unit]).toBe(sorted.filter(({ value }) => value > 0).length);
        for (let label = 0; label < CLASSES; label++) {
          const own = sorted.filter((one) => one.label === label).map(({ value }) => value);
          const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
          const actual = means?.data[unit * CLASSES + label];
          if (own.length === 0) expect(actual).toBeNaN();
          else expect(actual).toBeCloseTo(mean, 4);
        }
      }
    }),
  );
});
