import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChosenFonts, chooseFonts } from '../../../src-main/services/report/pdf-fonts.ts';
import { type Lettering, letteringOf } from '../../../src-main/services/report/pdf-letters.ts';
import { shorten, widthInLetters } from '../../../src-main/services/report/shorten.ts';

let folder: string;
let chosen: ChosenFonts;
let letters: Lettering;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letters-'));
  chosen = await chooseFonts('Ежик Σ dog 狗猫 犬とネコ 개 𠮷 كلب 🐶 ไทย', folder);
  letters = letteringOf(chosen.fontOf);
});
afterAll(() => rm(folder, { recursive: true }));

/** Whence the font of each letter is, without the number of its file. */
const fontsOf = (words: string) =>
  [...words].map((letter) => chosen.fontOf.get(letter.codePointAt(0) ?? 0)?.split(' ')[0]);

test('each letter has a font that draws it, the main one where it can', () => {
  expect(new Set(fontsOf('ЕжикΣdog '))).toEqual(new Set(['Roboto']));
  expect(fontsOf('狗と개ك🐶')).toEqual([
    'noto-sans-sc',
    'noto-sans-sc',
    'noto-sans-kr',
    'vazirmatn',
    'noto-emoji',
  ]);
  expect(fontsOf('𠮷')).toEqual(['noto-sans-jp']);
  expect(Object.keys(chosen.fonts)).toEqual([...new Set(chosen.fontOf.values())]);
});

test('a text is cut where the font changes, and no letter is lost', () => {
  const runs = letters.text('A 狗 и 개');
  expect(runs.map(({ text }) => text).join('')).toBe('A 狗 и 개');
  expect(runs.map(({ font }) => font.split(' ')[0])).toEqual([
    'Roboto',
    'noto-sans-sc',
    'Roboto',
    'noto-sans-kr',
  ]);
});

test('letters that no font has are named by their numbers, what is no letter is left out', () => {
  const texts = (words: string) => letters.text(words).map(({ text }) => text);
  expect(texts('ไทย\u0001 dog')).toEqual(['[U+0E44 U+0E17 U+0E22]  dog']);
  expect(texts('dog\u200d\ufe0f')).toEqual(['dog']);
});

test('Arabic words stand from the right to the left', () => {
  expect(
    letters
      .text('a كلب كلبك b')
      .map(({ text }) => text)
      .join(''),
  ).toBe('a كلبك كلب b');
});

test('texts of a drawing get fonts, and its markup stays', () => {
  const svg = '<svg><text x="1">dog &amp; cat</text><text>a 狗</text></svg>';
  const drawn = letters.drawing(svg);
  expect(drawn).toContain('<text x="1">dog &amp; cat</text>');
  expect(drawn).toMatch(
    /<text><tspan font-family="Roboto">a <\/tspan><tspan font-family="noto-sans-sc \d+">狗<\/tspan><\/text>/,
  );
});

test('letters of the East count twice when a name is shortened, and none is cut in two', () => {
  expect(widthInLetters('a狗')).toBe(3);
  expect(shorten('abcdef', 6)).toBe('abcdef');
  expect(shorten('abcdefg', 6)).toBe('abcde…');
  expect(shorten('🐶🐶🐶🐶', 6)).toBe('🐶🐶…');
});
