import { expect, it } from 'vitest';
import { formatBytes, formatCount } from '../../../src-shared/nets/format-number.ts';

it('groups thousands with commas', () => {
  expect(formatCount(62_378_344)).toBe('62,378,344');
  expect(formatCount(55)).toBe('55');
});

it('writes bytes as Keras does', () => {
  expect(formatBytes(0)).toBe('0.00 B');
  expect(formatBytes(62_378_344 * 4)).toBe('237.95 MB');
  expect(formatBytes(1023)).toBe('1023.00 B');
  expect(formatBytes(1024)).toBe('1.00 KB');
  expect(formatBytes(3 * 1024 ** 5)).toBe('3072.00 TB');
});
