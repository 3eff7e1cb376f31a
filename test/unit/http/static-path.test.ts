import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { staticPath } from '../../../src-main/http/static-path.ts';

const root = '/srv/app';

describe('staticPath', () => {
  it.each([
    ['/index.html', 'index.html'],
    ['/assets/main-a1b2.js', 'assets/main-a1b2.js'],
    ['/assets/ort%20wasm.wasm', 'assets/ort wasm.wasm'],
    ['/caf%C3%A9.svg', 'café.svg'],
  ])('takes %s for a file', (path, file) => {
    expect(staticPath(root, path)).toBe(join(root, file));
  });

  it.each([
    ['a parent', '/../secret'],
    ['a parent in the middle', '/assets/../../secret'],
    ['an encoded parent', '/%2e%2e/secret'],
    ['a half-encoded parent', '/.%2e/secret'],
    ['a parent with an encoded slash', '/..%2fsecret'],
    ['an encoded slash', '/assets%2fmain.js'],
    ['a backslash', '/..\\secret'],
    ['an encoded backslash', '/..%5csecret'],
    ['NUL', '/index.html%00.js'],
    ['the folder itself', '/'],
    ['an empty segment', '//etc/passwd'],
    ['a trailing slash', '/assets/'],
    ['a single dot', '/./index.html'],
    ['a hidden file', '/.env'],
    ['a hidden folder', '/.git/config'],
    ['a Windows drive', '/C:/secret'],
    ['an alternate stream', '/index.html:secret'],
    ['a broken escape', '/%zz'],
    ['a cut escape', '/%e2%82'],
    ['an overlong slash', '/..%c0%afsecret'],
    ['no leading slash', 'index.html'],
    ['nothing', ''],
  ])('refuses %s', (_, path) => {
    expect(staticPath(root, path)).toBeNull();
  });

  it('never leaves its folder, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '%2e', '%2f', '/', '\\', '%5c', '%00', '.', 'a'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const file = staticPath(root, `/${pieces.join('')}`);
        expect(file === null || file.startsWith(`${root}/`)).toBe(true);
      }),
    );
  });
});
