import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FigureCounter } from '../../../src-main/engine/figures-of.ts';
import { softmaxRows } from '../../../src-shared/softmax.ts';

test('softmax gives probabilities however large the logits', () => {
  const logit = fc.double({ min: -1e4, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(logit, logit, logit), { minLength: 1 }), (rows) => {
      const probabilities = softmaxRows(Float32Array.from(rows.flat()), 3);
      for (let start = 0; start < probabilities.length; start += 3) {
        const row = [...probabilities.slice(start, start + 3)];
        expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      }
    }),
  );
});

test('counts loss, top-1, top-5, confusion and each class', () => {
  const counter = new FigureCounter(['a', 'b', 'c']);
  counter.add(Float32Array.from([0.7, 0.2, 0.1, 0.1, 0.3, 0.6]), Int32Array.from([0, 1]));
  const evaluation = counter.evaluation('test', 1);
  expect(evaluation).toMatchObject({ split: 'test', views: 1, images: 2, top1: 0.5, top5: 1 });
  expect(evaluation.loss).toBeCloseTo(-(Math.log(0.7) + Math.log(0.3)) / 2, 5);
  expect(evaluation.confusion).toEqual([
    [1, 0, 0],
    [0, 0, 1],
    [0, 0, 0],
  ]);
  expect(evaluation.perClass).toEqual([
    { label: 'a', images: 1, top1: 1 },
    { label: 'b', images: 1, top1: 0 },
    { label: 'c', images: 0, top1: 0 },
  ]);
});

test('a network that says the same of every class gets nothing right by chance of order', () => {
  const counter = new FigureCounter(['a', 'b']);
  counter.add(Float32Array.from([0.5, 0.5]), Int32Array.from([0]));
  expect(counter.figures().top1).toBe(0);
});

test('a probability of zero costs much and not infinitely much', () => {
  const counter = new FigureCounter(['a', 'b']);
  counter.add(Float32Array.from([0, 1]), Int32Array.from([0]));
  expect(counter.figures().loss).toBeGreaterThan(80);
  expect(Number.isFinite(counter.figures().loss)).toBe(true);
});
