import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APP_URL, isOwnAddress } from '../../../src-main/electron/app-address.ts';

describe('own addresses', () => {
  it.each([APP_URL, `${APP_URL}train`, `${APP_URL}?a=1#b`, 'APP://alexnet-studio/x'])(
    '%s is the program’s own',
    (address) => {
      expect(isOwnAddress(address)).toBe(true);
    },
  );

  it.each([
    '',
    'app:',
    'app://',
    'app://alexnet-studio.evil.example/',
    'app://evil.example/alexnet-studio/',
    'app://alexnet-studio@evil.example/',
    'app://user@alexnet-studio/',
    'app://alexnet-studio:81/',
    'apps://alexnet-studio/',
    'https://alexnet-studio/',
    'http://localhost:5173/',
    'file:///app://alexnet-studio/',
    'javascript:location="app://alexnet-studio/"',
    'data:text/html,app://alexnet-studio/',
    'about:blank',
    'blob:app://alexnet-studio/1',
  ])('%s is not', (address) => {
    expect(isOwnAddress(address)).toBe(false);
  });

  it('is nothing that the web can address', () => {
    fc.assert(fc.property(fc.webUrl(), (address) => !isOwnAddress(address)));
  });
});
