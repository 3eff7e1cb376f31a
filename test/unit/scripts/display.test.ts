import { expect, it } from 'vitest';
import { missingDisplay } from '../../../scripts/lib/display.ts';

it.each([
  ['linux', { DISPLAY: ':0' }],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }],
  ['darwin', {}],
  ['win32', {}],
] as const)('a window can open on %s with %o', (platform, env) => {
  expect(missingDisplay(platform, env)).toBeNull();
});

it('no window can open on Linux without a display', () => {
  expect(missingDisplay('linux', { DISPLAY: '' })).toBe('there is no display here');
});
