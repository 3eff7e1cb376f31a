import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folderName, folderNames, numbered } from '../../src-shared/folder-name.ts';

it('a class becomes a folder name that every system takes', () => {
  expect(folderName('golden retriever')).toBe('golden retriever');
  expect(folderName('../../etc/passwd')).toBe('_.._etc_passwd');
  expect(folderName('..')).toBe('_');
  expect(folderName('.hidden. ')).toBe('hidden');
  expect(folderName('con')).toBe('_con');
  expect(folderName('LPT1.txt')).toBe('_LPT1.txt');
  expect(folderName('a\u0000b\u202ec')).toBe('a_b_c');
  expect(folderName('')).toBe('_');
});

it('whatever the class is called, its folder is one, has a name and lies where it should', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ max: 0x10ffff, min: 0 }).map((code) => String.fromCodePoint(code)) }),
      (label) => {
        const name = folderName(label);
        expect(name).toMatch(/^[^/\\\0]+$/);
        expect(['.', '..']).not.toContain(name);
        expect(name).not.toMatch(/^\.|[. ]$/);
      },
    ),
  );
});

it('classes that differ keep folders that differ, in small letters too', () => {
  const names = folderNames(['a/b', 'a:b', 'A_b', 'a/b']);
  expect([...names]).toEqual([
    ['a/b', 'a_b'],
    ['a:b', 'a_b (2)'],
    ['A_b', 'A_b (3)'],
  ]);
});

it('a name that is taken gets a number before its ending', () => {
  const taken = new Set(['cat.jpg', 'cat (2).jpg']);
  expect(numbered('cat.jpg', (name) => taken.has(name))).toBe('cat (3).jpg');
  expect(numbered('dog', () => false)).toBe('dog');
});
