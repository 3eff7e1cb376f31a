import fc from 'fast-check';
import { expect, it } from 'vitest';
import { prepareBytes, prepareInput } from '../../../../src-renderer/inference/prepare-input.ts';
import { IMAGENET_INPUT, type Preprocessing, RECORD_INPUT } from '../../../../src-shared/own-classifier.ts';

const settings = fc
  .record({
    edge: fc.integer({ min: 1, max: 7 }),
    less: fc.nat(3),
    nchw: fc.boolean(),
    bgr: fc.boolean(),
    unit: fc.boolean(),
  })
  .map(
    ({ edge, less, nchw, bgr, unit }): Preprocessing => ({
      ...IMAGENET_INPUT,
      edge,
      crop: Math.max(1, edge - less),
      layout: nchw ? 'nchw' : 'nhwc',
      channels: bgr ? 'bgr' : 'rgb',
      range: unit ? '0..1' : '0..255',
    }),
  );

it('each value is its pixel, scaled, less the mean, over the deviation', () => {
  fc.assert(
    fc.property(settings, fc.integer({ min: 1, max: 3 }), (preprocessing, count) => {
      const { edge, crop, layout, channels, range, mean, deviation } = preprocessing;
      const records = Uint8Array.from({ length: count * edge * edge * 3 }, (_, index) => (index * 37) % 256);
      const { values, dims } = prepareInput(records, count, preprocessing);
      const offset = Math.floor((edge - crop) / 2);
      expect(dims).toEqual(layout === 'nhwc' ? [count, crop, crop, 3] : [count, 3, crop, crop]);
      for (let n = 0; n < count; n++) {
        for (let y = 0; y < crop; y++) {
          for (let x = 0; x < crop; x++) {
            for (let c = 0; c < 3; c++) {
              const colour = channels === 'rgb' ? c : 2 - c;
              const pixel = records[((n * edge + y + offset) * edge + x + offset) * 3 + colour] ?? 0;
              const wanted =
                ((range === '0..1' ? pixel / 255 : pixel) - (mean[c] ?? 0)) / (deviation[c] ?? 1);
              const at =
                layout === 'nhwc' ? ((n * crop + y) * crop + x) * 3 + c : ((n * 3 + c) * crop + y) * crop + x;
              expect(values[at]).toBeCloseTo(wanted, 3);
            }
          }
        }
      }
    }),
  );
});

it('records go to a network of this program as they are', () => {
  const records = new Uint8Array(256 * 256 * 3).fill(7);
  expect(prepareBytes(records, 1, RECORD_INPUT)).toEqual({ values: records, dims: [1, 256, 256, 3] });
});
