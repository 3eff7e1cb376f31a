import { expect, test } from 'vitest';
import { AppError, toAppError } from '../../src-shared/errors.ts';

test('memory that V8 refuses is told as such, with what to do', () => {
  const refused = thrownBy(() => new ArrayBuffer(Number.MAX_SAFE_INTEGER));
  expect(toAppError(refused)).toMatchObject({ code: 'out-of-memory', cause: refused });
});

test('any other thrown value is a bug, and an error for people stays what it is', () => {
  expect(toAppError(new RangeError('Invalid array length'))).toMatchObject({
    code: 'internal',
    message: 'Invalid array length',
  });
  expect(toAppError('a word')).toMatchObject({ code: 'internal', message: 'a word' });
  const known = new AppError('no-space', 'The disk is full.');
  expect(toAppError(known)).toBe(known);
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
