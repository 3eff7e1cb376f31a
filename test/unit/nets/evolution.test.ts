import { describe, expect, it } from 'vitest';
import { layerParameters } from '../../../src-shared/nets/layer-cost.ts';
import type { NetName } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';

/** Trainable parameters with 1000 classes as their papers' code or torchvision count them; ZFNet by its paper's figure 3. */
const PUBLISHED: readonly [NetName, number][] = [
  ['alexnet-lrn', 60_965_224],
  ['alexnet-torchvision', 61_100_840],
  ['zfnet', 62_357_608],
  ['vgg-16', 138_357_544],
  ['googlenet', 6_624_904],
  ['resnet-50', 25_557_032],
  ['inception-v3', 23_834_568],
  ['densenet-121', 7_978_856],
  ['efficientnet-b0', 5_288_548],
  ['vit-b-16', 86_567_656],
  ['swin-t', 28_288_354],
];

/** Feature map (or tokens) that the classifier pools or flattens. */
const LAST_MAPS: readonly [NetName, readonly number[]][] = [
  ['lenet-5', [5, 5, 16]],
  ['zfnet', [6, 6, 256]],
  ['vgg-16', [7, 7, 512]],
  ['googlenet', [7, 7, 1024]],
  ['resnet-50', [7, 7, 2048]],
  ['inception-v3', [5, 5, 2048]],
  ['densenet-121', [7, 7, 1024]],
  ['efficientnet-b0', [7, 7, 1280]],
  ['vit-b-16', [1, 768]],
  ['swin-t', [7, 7, 768]],
];

/** Billions of multiply-adds in convolutions, dense layers and matrix products of one picture, as torchvision's table has them. */
const WORK: readonly [NetName, number][] = [
  ['vgg-16', 15.47],
  ['googlenet', 1.5],
  ['resnet-50', 4.09],
  ['densenet-121', 2.83],
  ['efficientnet-b0', 0.39],
  ['vit-b-16', 17.56],
  ['swin-t', 4.49],
];

describe('the networks of the evolution table', () => {
  it.each(PUBLISHED)('%s has the published %i parameters', (name, published) => {
    expect(summarise(netSpec(name, 1000)).totals.trainable).toBe(published);
  });

  it('LeNet-5 has 61,706 parameters with ten classes, and 300 more for three colours', () => {
    expect(summarise(netSpec('lenet-5', 10)).totals.params).toBe(61_706 + 2 * 5 * 5 * 6);
  });

  it.each(LAST_MAPS)('%s ends in a map of %j', (name, shape) => {
    const ends = traceShapes(netSpec(name, 10)).filter(
      ({ type, layer }) => type === 'flatten' || (layer.type === 'global-pool' && !layer.keepDims),
    );
    expect(ends.at(-1)?.input).toEqual(shape);
  });

  it.each(WORK)('%s takes about the published %f billion multiply-adds', (name, billions) => {
    expect(summarise(netSpec(name, 1000)).totals.multiplyAdds / 1e9).toBeCloseTo(billions, 1);
  });

  it.each(PUBLISHED)('%s depends on the classes in its last layer only', (name) => {
    const [few, many] = [traceShapes(netSpec(name, 2)), traceShapes(netSpec(name, 300))];
    expect(few.slice(0, -1)).toEqual(many.slice(0, -1));
    const last = few.at(-1);
    expect(last?.type).toBe('dense');
    expect(last && layerParameters(last).trainable).toBe(((last?.input.at(-1) ?? 0) + 1) * 2);
  });
});
