import { describe, expect, it } from 'vitest';
import { APP_URL } from '../../../src-main/electron/app-address.ts';
import { isOwnSender } from '../../../src-main/electron/sender-check.ts';

describe('the sender of a message', () => {
  it('counts when it is the main frame of our page', () => {
    expect(isOwnSender({ url: `${APP_URL}#/train`, parent: null })).toBe(true);
  });

  it('does not count when it is a frame inside the page', () => {
    expect(isOwnSender({ url: APP_URL, parent: {} })).toBe(false);
  });

  it('does not count when its page is another', () => {
    expect(isOwnSender({ url: 'https://example.org/', parent: null })).toBe(false);
  });

  it('does not count when it is gone', () => {
    expect(isOwnSender(null)).toBe(false);
  });
});
