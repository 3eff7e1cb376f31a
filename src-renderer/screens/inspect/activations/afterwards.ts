import { shortNumber } from '../parts/short-number.ts';

/** `, after ReLU 0.31`. */
export function afterwards(activation: string | null, value: number | null): string {
  return activation === null || activation === 'linear' ? '' : `, after ${activation} ${shortNumber(value)}`;
}
