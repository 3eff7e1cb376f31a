import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '../../../src-main/http/headers.ts';

describe('contentSecurityPolicy', () => {
  it('allows nothing that is not named, and no inline or evaluated script', () => {
    const policy = contentSecurityPolicy('abc');
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  });

  it('lets styles of the page through by its nonce only', () => {
    expect(contentSecurityPolicy('abc')).toContain("style-src 'self' 'nonce-abc'");
    expect(contentSecurityPolicy()).toContain("style-src 'self';");
  });
});

describe('securityHeaders', () => {
  it('isolates the page from other origins and forbids guessing of types', () => {
    expect(securityHeaders()).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
});
