import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calibrationError,
  firstAnswers,
  reliabilityBins,
} from '../../../src-shared/calibration/reliability.ts';
import { atTemperature, crossEntropy, fitTemperature } from '../../../src-shared/calibration/temperature.ts';
import { suggestedThreshold, thresholdEffect } from '../../../src-shared/calibration/threshold.ts';
import { random } from '../../../src-shared/random.ts';
import { softmaxRows } from '../../../src-shared/softmax.ts';

/** Logits of a network that is right as often as it says, each multiplied by `factor`: that makes it too sure of itself. */
function judgedBy(factor: number, pictures = 4000, classes = 4) {
  const { uniform } = random(1, 'calibration');
  const logits = Float32Array.from({ length: pictures * classes }, () => 3 * uniform());
  const probabilities = softmaxRows(logits, classes);
  const labels = Int32Array.from({ length: pictures }, (_, picture) => {
    let rest = uniform();
    for (let index = 0; index < classes; index++) {
      rest -= probabilities[picture * classes + index] ?? 0;
      if (rest < 0) return index;
    }
    return classes - 1;
  });
  return { logits: logits.map((logit) => logit * factor), labels, classes };
}

describe('the temperature', () => {
  it('finds the factor by which a network is too sure', () => {
    for (const factor of [0.5, 1, 3]) {
      const found = fitTemperature(judgedBy(factor)) / factor;
      expect(found).toBeGreaterThan(0.9);
      expect(found).toBeLessThan(1.1);
    }
  });

  it('is where the cross-entropy is least, and lowers the calibration error', () => {
    const judged = judgedBy(3);
    const temperature = fitTemperature(judged);
    for (const other of [temperature * 0.9, temperature * 1.1, 1]) {
      expect(crossEntropy(judged, temperature)).toBeLessThan(crossEntropy(judged, other));
    }
    const errorAt = (at: number) => calibrationError(reliabilityBins(firstAnswers(judged, at)));
    expect(errorAt(1)).toBeGreaterThan(0.2);
    expect(errorAt(temperature)).toBeLessThan(0.05);
  });

  it('gives the known cross-entropy of two classes', () => {
    const judged = { logits: Float32Array.of(0, 0, 2, 0), labels: Int32Array.of(0, 1), classes: 2 };
    expect(crossEntropy(judged, 1)).toBeCloseTo((Math.log(2) + Math.log(1 + Math.exp(2))) / 2, 6);
  });

  it('is 1 without pictures', () => {
    expect(fitTemperature({ logits: new Float32Array(), labels: new Int32Array(), classes: 3 })).toBe(1);
  });

  it('of probabilities is that of the logits behind them', () => {
    const logits = fc.float32Array({ minLength: 2, maxLength: 20, min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(logits, fc.double({ min: 0.2, max: 8, noNaN: true }), (values, temperature) => {
        const warmed = atTemperature(softmaxRows(values, values.length), temperature);
        const wanted = softmaxRows(
          values.map((value) => value / temperature),
          values.length,
        );
        for (const [index, probability] of warmed.entries())
          expect(probability).toBeCloseTo(wanted[index] ?? 0, 4);
      }),
    );
  });
});

describe('the calibration error', () => {
  it('is the mean gap of the spans, weighed by their answers', () => {
    const answer = (confidence: number, isRight: boolean) => ({ confidence, isRight });
    const bins = reliabilityBins([
      answer(0.95, true),
      answer(0.95, false),
      answer(0.25, true),
      answer(1, true),
    ]);
    expect(bins[9]).toMatchObject({ count: 3, accuracy: 2 / 3 });
    // Three at 0.967 on average of which two are right, one at 0.25 that is right.
    expect(calibrationError(bins)).toBeCloseTo((3 / 4) * (2.9 / 3 - 2 / 3) + (1 / 4) * 0.75, 6);
  });
});

describe('a threshold', () => {
  const answers = Array.from({ length: 100 }, (_, index) => ({
    confidence: index / 100,
    isRight: index >= 40,
  }));

  it('drops what is less sure', () => {
    expect(thresholdEffect(answers, 0.5)).toEqual({
      right: 60,
      rightDropped: 10,
      wrong: 40,
      wrongDropped: 40,
    });
    expect(thresholdEffect(answers, 0)).toMatchObject({ rightDropped: 0, wrongDropped: 0 });
  });

  it('is suggested so that at most one in twenty right answers is lost', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), isRight: fc.boolean() }),
        ),
        (some) => {
          const { right, rightDropped } = thresholdEffect(some, suggestedThreshold(some));
          expect(rightDropped).toBeLessThanOrEqual(right * 0.05);
        },
      ),
    );
    expect(suggestedThreshold(answers)).toBe(0.43);
    expect(suggestedThreshold([])).toBe(0);
  });
});
