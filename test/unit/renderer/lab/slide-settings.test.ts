import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisOf,
  type SlideSettings,
  slideFormula,
  slideWords,
} from '../../../../src-renderer/screens/lab/padding/slide-settings.ts';

const settings = fc.record<SlideSettings>({
  n: fc.integer({ min: 1, max: 60 }),
  m: fc.integer({ min: 1, max: 11 }),
  s: fc.integer({ min: 1, max: 6 }),
  padding: fc.constantFrom('valid', 'same', 'own'),
  p: fc.integer({ min: 0, max: 5 }),
});

/** Works out the text of a formula as JavaScript. */
function workedOut(formula: string): number {
  const script = formula
    .slice(2)
    .replaceAll('·', '*')
    .replaceAll('−', '-')
    .replaceAll('⌊', 'Math.floor(')
    .replaceAll('⌋', ')');
  return Number(new Function(`return ${script}`)());
}

describe('the formula of padding and stride', () => {
  it('comes out as the number of positions', () => {
    fc.assert(
      fc.property(settings, (one) => {
        fc.pre(axisOf(one).output > 0);
        expect(workedOut(slideFormula(one))).toBe(axisOf(one).output);
      }),
    );
  });

  it("is the deck's for AlexNet's first convolution, and leaves a rest on 224 pixels", () => {
    const first: SlideSettings = { n: 227, m: 11, s: 4, padding: 'valid', p: 0 };
    expect(slideFormula(first)).toBe('= (227 + 2·0 − 11) / 4 + 1');
    expect(slideFormula({ ...first, n: 224 })).toBe('= ⌊(224 + 2·0 − 11) / 4⌋ + 1');
    expect(slideWords({ ...first, n: 224 })).toMatch('leaves 1, so the last pixel falls off');
  });

  it("says on which side Keras' same padding puts the odd one, and where nothing fits", () => {
    expect(slideWords({ n: 6, m: 3, s: 2, padding: 'same', p: 0 })).toMatch(
      '0 above and left, 1 below and right',
    );
    expect(slideWords({ n: 3, m: 5, s: 1, padding: 'valid', p: 0 })).toBe(
      'A window of 5 does not fit into 3 pixels.',
    );
  });
});
