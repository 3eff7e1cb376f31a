import { windowTerms } from '../../../../src-shared/lab/convolve.ts';
import type { Matrix } from '../../../../src-shared/lab/matrix.ts';
import { numberText, operandText } from '../parts/number-text.ts';
import classes from './convolution.module.css';

interface WindowSumProps {
  readonly picture: Matrix;
  readonly filter: Matrix;
  readonly row: number;
  readonly column: number;
}

/** The sum behind one element of the feature map, a line for each row of the filter. */
export function WindowSum({ picture, filter, row, column }: WindowSumProps) {
  const terms = windowTerms(picture, filter, row, column);
  const total = terms.reduce((sum, { pixel, weight }) => sum + pixel * weight, 0);
  const lines = Array.from({ length: filter.height }, (_, line) =>
    terms
      .slice(line * filter.width, (line + 1) * filter.width)
      .map(({ pixel, weight }) => `${numberText(pixel)}·${operandText(weight)}`)
      .join(' + '),
  );
  return (
    <output className={classes.sum} aria-live="off" aria-label="The sum behind this element">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its row of the filter
        <span key={index}>
          {index > 0 && '+ '}
          {line}
        </span>
      ))}
      <strong>= {numberText(total)}</strong>
    </output>
  );
}
