import { shortNumber } from '../parts/short-number.ts';

/** `, after ReLU 0.31`; nothing where that is not a number. */
export function afterwards(activation: string | null, value: number | null): string {
  return value === null || activation === null || activation === 'linear'
    ? ''
    : `, after ${activation} ${shortNumber(value)}`;
}
