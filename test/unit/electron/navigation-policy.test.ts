import { describe, expect, it } from 'vitest';
import { APP_URL } from '../../../src-main/electron/app-address.ts';
import { mayNavigate, outsideAddress } from '../../../src-main/electron/navigation-policy.ts';

describe('navigation', () => {
  it('may reload the program’s own page', () => {
    expect(mayNavigate(`${APP_URL}#/runs`)).toBe(true);
  });

  it.each(['https://example.org/', 'file:///etc/passwd', 'data:text/html,x', 'app://other/'])(
    'may not go to %s',
    (address) => {
      expect(mayNavigate(address)).toBe(false);
    },
  );
});

describe('links that want a window', () => {
  it('go to the user’s browser where the program names their host', () => {
    expect(outsideAddress('https://www.tensorflow.org/install')).toBe('https://www.tensorflow.org/install');
  });

  it.each([
    'http://www.tensorflow.org/install',
    'https://www.tensorflow.org.evil.example/',
    'https://www.tensorflow.org:8443/',
    'https://user:secret@www.tensorflow.org/',
    'https://example.org/',
    'file:///usr/bin/true',
    'ms-settings:privacy',
    'not an address',
  ])('%s goes nowhere', (address) => {
    expect(outsideAddress(address)).toBeNull();
  });
});
