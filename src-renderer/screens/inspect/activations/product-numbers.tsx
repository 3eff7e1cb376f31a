import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { CellNumbers } from '../../../../src-shared/contract/inspect-answers.ts';
import { shortNumber, shortValue } from '../parts/short-number.ts';
import classes from './activations.module.css';
import { afterwards } from './afterwards.ts';
import { channelOf, channelSums, largestIndex } from './products.ts';
import { ValueGrid } from './value-grid.tsx';

interface ProductNumbersProps {
  readonly numbers: Extract<CellNumbers, { kind: 'product' }>;
  readonly source: string;
  readonly value: number | null;
}

/** Kernel × patch + bias: the whole sum in a line, and one input channel of it in pictures; first the one with the largest part. */
export function ProductNumbers({ numbers, source, value }: ProductNumbersProps) {
  const { shape, patch, kernel, bias, sum, activation } = numbers;
  const [height, width, channels] = shape;
  const [asked, setAsked] = useState<number | null>(null);
  const sums = patch && kernel && channelSums(patch, kernel, channels);
  const chosen = sums ? Math.min(channels - 1, asked ?? largestIndex(sums)) : 0;
  const isWindow = height * width > 1;
  return (
    <>
      <p className={classes.how}>
        Σ of {shape.join(' × ')} products + bias {shortValue(bias)} = <b>{shortValue(sum)}</b>
        {afterwards(activation, value)}
      </p>
      {sums && patch && kernel && isWindow && (
        <>
          <div className={classes.products}>
            <ValueGrid
              title={`Patch of ${source}`}
              values={channelOf(patch, channels, chosen)}
              height={height}
              width={width}
            />
            <span aria-hidden>×</span>
            <ValueGrid
              title="Kernel"
              values={channelOf(kernel, channels, chosen)}
              height={height}
              width={width}
            />
            <span aria-hidden>=</span>
            <ValueGrid
              title={`Sum ${shortNumber(sums[chosen])}`}
              values={channelOf(patch, channels, chosen).map((one, at) =>
                product(one, channelOf(kernel, channels, chosen)[at]),
              )}
              height={height}
              width={width}
            />
          </div>
          <div className={classes.channelChoice}>
            <span>Input channel</span>
            <NumberInput
              size="xs"
              w={84}
              aria-label="Input channel"
              min={1}
              max={channels}
              allowDecimal={false}
              clampBehavior="strict"
              value={chosen + 1}
              onChange={(next) => typeof next === 'number' && next >= 1 && setAsked(next - 1)}
            />
            <span>
              of {channels}
              {asked === null && channels > 1 && ', the one with the largest part'}
            </span>
          </div>
        </>
      )}
      {!isWindow && sums && (
        <p className={classes.how}>
          <span className={classes.second}>{largestParts(sums, patch ?? [], kernel ?? [])}</span>
        </p>
      )}
    </>
  );
}

function product(one: number | null, other: number | null | undefined): number | null {
  return one === null || other === null || other === undefined ? null : one * other;
}

/** The largest products of a dense layer's sum, with the numbers of the inputs that they come from. */
function largestParts(
  sums: readonly number[],
  patch: readonly (number | null)[],
  kernel: readonly (number | null)[],
): string {
  const largest = sums
    .map((part, at) => ({ part, at }))
    .sort((a, b) => Math.abs(b.part) - Math.abs(a.part))
    .slice(0, 5);
  const parts = largest.map(
    ({ at }) => `input ${at + 1}: ${shortNumber(patch[at])} × ${shortNumber(kernel[at])}`,
  );
  return `Largest: ${parts.join('; ')}`;
}
