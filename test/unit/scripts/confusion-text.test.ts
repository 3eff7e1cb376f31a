import { describe, expect, it } from 'vitest';
import { confusionTable, worstConfusions } from '../../../scripts/lib/confusion-text.ts';
import type { Evaluation } from '../../../src-shared/figures.ts';

const evaluation: Evaluation = {
  split: 'test',
  views: 1,
  images: 24,
  loss: 0.4,
  top1: 0.75,
  top5: 1,
  confusion: [
    [7, 1, 0],
    [0, 8, 0],
    [4, 1, 3],
  ],
  perClass: [
    { label: 'dots', images: 8, top1: 7 / 8 },
    { label: 'rays', images: 8, top1: 1 },
    { label: 'waves', images: 8, top1: 3 / 8 },
  ],
};

describe('the confusion of classes', () => {
  it('is a table of actual by predicted classes', () => {
    expect(confusionTable(evaluation).split('\n')).toEqual([
      'actual ↓  predicted →  1  2  3    top-1',
      '1 dots                 7  1  ·   87.5 %',
      '2 rays                 ·  8  ·  100.0 %',
      '3 waves                4  1  3   37.5 %',
    ]);
  });

  it('is told in words, the worst mistakes first', () => {
    expect(worstConfusions(evaluation)).toEqual([
      '4 of 8 "waves" were taken for "dots".',
      '1 of 8 "dots" were taken for "rays".',
      '1 of 8 "waves" were taken for "rays".',
    ]);
  });

  it('says so where there is none', () => {
    const perfect = { ...evaluation, confusion: [[8]], perClass: evaluation.perClass.slice(0, 1) };
    expect(worstConfusions(perfect)).toEqual(['No picture was mistaken for another class.']);
  });
});
