import { describe, expect, it } from 'vitest';
import { APP_URL } from '../../../src-main/electron/app-address.ts';
import { mayUse } from '../../../src-main/electron/permission-policy.ts';

describe('permissions', () => {
  it('lets the program’s own page write to the clipboard', () => {
    expect(mayUse('clipboard-sanitized-write', APP_URL)).toBe(true);
  });

  it('lets the program’s own page use the camera, and never the microphone', () => {
    expect(mayUse('media', APP_URL, ['video'])).toBe(true);
    expect(mayUse('media', APP_URL, ['audio'])).toBe(false);
    expect(mayUse('media', APP_URL, ['video', 'audio'])).toBe(false);
    expect(mayUse('media', APP_URL, ['unknown'])).toBe(false);
    expect(mayUse('media', 'https://example.org/', ['video'])).toBe(false);
  });

  it.each([
    'media',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'window-management',
    'clipboard-read',
    'display-capture',
    'hid',
    'serial',
    'usb',
    'storage-access',
    'fileSystem',
    'unknown',
  ])('refuses %s', (permission) => {
    expect(mayUse(permission, APP_URL)).toBe(false);
  });

  it('grants nothing to another page', () => {
    expect(mayUse('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
  });
});
