import { AppError } from '../../../src-shared/errors.ts';

/** Refuses to go on with what diverged weights give. Errors: `diverged`. */
export function requireNumbers(...values: readonly number[]): void {
  if (values.every(Number.isFinite)) return;
  throw new AppError(
    'diverged',
    'The weights of this checkpoint are not all numbers, so its training had diverged: choose an earlier one.',
  );
}
