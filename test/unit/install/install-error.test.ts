import { expect, test } from 'vitest';
import { installError } from '../../../src-main/install/install-error.ts';
import { AppError } from '../../../src-shared/errors.ts';

const systemError = (code: string) =>
  Object.assign(new Error(`${code}: refused, write`), { code, syscall: 'write' });

test.each(['ENOSPC', 'EDQUOT'])(
  'a disk that fills up on the way (%s) is named as such, with the folder',
  (code) => {
    expect(installError(systemError(code), '/cache', false)).toMatchObject({
      code: 'no-space',
      message: expect.stringContaining('/cache'),
    });
  },
);

test('a folder that cannot be written is named as such', () => {
  expect(installError(systemError('EROFS'), '/cache', false)).toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('Make that folder writable'),
  });
});

test('whatever was thrown after cancelling counts as cancelled', () => {
  expect(installError(systemError('ENOENT'), '/cache', true)).toMatchObject({ code: 'cancelled' });
});

test('every other error stays what it is', () => {
  const clear = new AppError('damaged', 'wrong hash');
  const bug = new TypeError('bug');
  expect(installError(clear, '/cache', false)).toBe(clear);
  expect(installError(bug, '/cache', false)).toBe(bug);
});
