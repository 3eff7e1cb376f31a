import { paddedAxis } from '../../../../src-shared/lab/slide.ts';
import { type WindowAxis, windowAxis } from '../../../../src-shared/nets/window.ts';

export type PaddingChoice = 'valid' | 'same' | 'own';

/** A picture of n × n under a window of m × m with stride s; `p` counts where `padding` is `own`. */
export interface SlideSettings {
  readonly n: number;
  readonly m: number;
  readonly s: number;
  readonly padding: PaddingChoice;
  readonly p: number;
}

/** The positions of the window and the padding on one axis; both axes are alike. */
export function axisOf({ n, m, s, padding, p }: SlideSettings): WindowAxis {
  return padding === 'own' ? paddedAxis(n, m, s, p) : windowAxis(n, m, s, padding);
}

/** The deck's formula with its numbers: `(6 + 2·1 − 3) / 1 + 1`; with a floor where the division leaves a rest. */
export function slideFormula(settings: SlideSettings): string {
  const { n, m, s } = settings;
  const { padBefore, padAfter } = axisOf(settings);
  const pads = padBefore === padAfter ? `2·${padBefore}` : `${padBefore} + ${padAfter}`;
  const division = `(${n} + ${pads} − ${m}) / ${s}`;
  return `= ${restOf(settings) === 0 ? division : `⌊${division}⌋`} + 1`;
}

/** What the padding does here, and what becomes of the last pixels, in a sentence or two. */
export function slideWords(settings: SlideSettings): string {
  const { n, m, padding } = settings;
  const { output, padBefore, padAfter } = axisOf(settings);
  if (output < 1) return `A window of ${m} does not fit into ${n + padBefore + padAfter} pixels.`;
  const rest = restOf(settings);
  const edge =
    rest === 0
      ? 'The window ends exactly at the edge.'
      : `The division leaves ${rest}, so the last ${rest === 1 ? 'pixel falls' : `${rest} pixels fall`} off the edge.`;
  return `${paddingWords(padding, padBefore, padAfter)} ${edge}`;
}

function paddingWords(padding: PaddingChoice, before: number, after: number): string {
  switch (padding) {
    case 'valid':
      return 'Nothing is added, so the window stays inside the picture.';
    case 'own':
      return `${before} added on every side.`;
    case 'same':
      return before === after
        ? `Keras adds ${before} on every side, so that the size only shrinks by the stride.`
        : `Keras needs ${before + after} in all: ${before} above and left, ${after} below and right, the odd one always behind.`;
  }
}

/** Pixels behind the last window. */
function restOf(settings: SlideSettings): number {
  const { n, m, s } = settings;
  const { padBefore, padAfter } = axisOf(settings);
  return (n + padBefore + padAfter - m) % s;
}
