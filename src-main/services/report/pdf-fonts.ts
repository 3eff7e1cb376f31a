/// <reference path="./pdfmake.d.ts" />
/// <reference path="./font-packages.d.ts" />
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create } from 'fontkit';
import type { Fonts } from 'pdfmake';
import subsetFont from 'subset-font';
import { z } from 'zod';

const require = createRequire(import.meta.url);

/** The font of everything that it has letters for: Latin, Greek and Cyrillic. */
export const MAIN_FONT = 'Roboto';
const mainFont: Record<'normal' | 'bold' | 'italics' | 'bolditalics', string> =
  require('pdfmake/fonts/Roboto.js')[MAIN_FONT];

/** Where the letters are looked for that the main font lacks, in this order. Each is cut into files by Unicode range. */
const PACKAGES = {
  'noto-sans-sc': require.resolve('@fontsource-variable/noto-sans-sc/unicode.json'),
  'noto-sans-jp': require.resolve('@fontsource-variable/noto-sans-jp/unicode.json'),
  'noto-sans-kr': require.resolve('@fontsource-variable/noto-sans-kr/unicode.json'),
  vazirmatn: require.resolve('@fontsource-variable/vazirmatn/unicode.json'),
  'noto-emoji': require.resolve('@fontsource-variable/noto-emoji/unicode.json'),
} as const;

/** Names of files within a package, `[7]` for a numbered one, with their ranges, `U+4e00-4e0f,U+51`. */
const rangesSchema = z.record(z.string(), z.string());

/** Fonts that draw a text, and which of the letters each is for. */
export interface ChosenFonts {
  /** The files of fonts, by name. */
  readonly fonts: Fonts;
  /** Name of the font for a letter, by code point; of a letter that no font has, there is none. */
  readonly fontOf: ReadonlyMap<number, string>;
}

/**
 * Chooses a font for each letter of a text. A letter that the main font lacks comes from another, of which no more is kept than the
 * text needs, as files in `folder`: the whole of them is 17 MB.
 */
export async function chooseFonts(words: string, folder: string): Promise<ChosenFonts> {
  const letters = new Set(Array.from(words, (letter) => letter.codePointAt(0) ?? 0));
  const fontOf = new Map<number, string>();
  const fonts: Fonts = { [MAIN_FONT]: mainFont };
  for (const letter of await lettersOf(mainFont.normal)) {
    fontOf.set(letter, MAIN_FONT);
    letters.delete(letter);
  }
  for (const [name, rangesFile] of Object.entries(PACKAGES)) {
    for (const [file, claimed] of filesWith(name, rangesFile, letters)) {
      // A range is what a file may be asked for: it has not all of it.
      const drawn = (await lettersOf(file)).filter((letter) => claimed.has(letter) && letters.delete(letter));
      if (drawn.length === 0) continue;
      const font = `${name} ${Object.keys(fonts).length}`;
      for (const letter of drawn) fontOf.set(letter, font);
      fonts[font] = await cutFont(file, String.fromCodePoint(...drawn), join(folder, font));
    }
  }
  return { fonts, fontOf };
}

async function lettersOf(file: string): Promise<readonly number[]> {
  return create(await readFile(file)).characterSet;
}

/** The files of a package whose ranges have some of the letters, and which. */
function filesWith(
  name: string,
  rangesFile: string,
  letters: ReadonlySet<number>,
): [file: string, Set<number>][] {
  if (letters.size === 0) return [];
  const ranges = rangesSchema.parse(require(rangesFile));
  return Object.entries(ranges).flatMap(([key, text]) => {
    const within = parseRanges(text);
    const claimed = [...letters].filter((letter) =>
      within.some(([from, to]) => from <= letter && letter <= to),
    );
    const part = key.replace(/[[\]]/g, '');
    const file = join(dirname(rangesFile), 'files', `${name}-${part}-wght-normal.woff2`);
    return claimed.length === 0 ? [] : [[file, new Set(claimed)]];
  });
}

function parseRanges(text: string): [from: number, to: number][] {
  return text.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

/** Upright letters stand for slanted ones: these scripts have none. */
async function cutFont(file: string, text: string, cutFile: string): Promise<Fonts[string]> {
  const whole = await readFile(file);
  const [normal, bold] = [`${cutFile}-normal.ttf`, `${cutFile}-bold.ttf`];
  await writeFile(
    normal,
    await subsetFont(whole, text, { targetFormat: 'sfnt', variationAxes: { wght: 400 } }),
  );
  await writeFile(
    bold,
    await subsetFont(whole, text, { targetFormat: 'sfnt', variationAxes: { wght: 700 } }),
  );
  return { normal, bold, italics: normal, bolditalics: bold };
}
