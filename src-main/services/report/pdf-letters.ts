import { type ChosenFonts, MAIN_FONT } from './pdf-fonts.ts';

/** Letters one after the other that one font draws. */
export interface LetterRun {
  text: string;
  font: string;
}

/** Writes texts and drawings (SVG) with the fonts chosen for them. */
export interface Lettering {
  text(words: string): LetterRun[];
  drawing(svg: string): string;
}

/** Words of a script that is written from the right to the left, with what stands between them. */
const FROM_RIGHT = /[\p{Script=Arabic}\p{M}]+(?:\s+[\p{Script=Arabic}\p{M}]+)+/gu;

export function letteringOf(fontOf: ChosenFonts['fontOf']): Lettering {
  return { text: (words) => letterRuns(words, fontOf), drawing: (svg) => drawnLetters(svg, fontOf) };
}

/**
 * A text as the fonts can draw it: cut where the font changes. A letter that no font has is written as its number in Unicode
 * (`[U+0E01]`), since an empty box tells nothing. The letters within an Arabic word turn round by themselves as they are drawn, the words
 * are turned round here: right as long as they stand in one line.
 */
function letterRuns(words: string, fontOf: ChosenFonts['fontOf']): LetterRun[] {
  const runs: LetterRun[] = [];
  for (const letter of plainLetters(words).replace(FROM_RIGHT, turnRound)) {
    const drawn = fontOf.get(letter.codePointAt(0) ?? 0);
    const font = drawn ?? MAIN_FONT;
    const text = drawn === undefined ? numberOf(letter) : letter;
    const last = runs.at(-1);
    if (last?.font === font) last.text += text;
    else runs.push({ text, font });
  }
  return runs.map(({ text, font }) => ({ text: text.replaceAll('][U+', ' U+'), font }));
}

/** The same for the texts of a drawing: its elements stay, what is written in them gets fonts. */
function drawnLetters(svg: string, fontOf: ChosenFonts['fontOf']): string {
  // Written as markup, `&lt;` for `<`, the texts stay that: all of it is letters of the main font.
  return svg.replace(/>([^<]+)</g, (_, words: string) => `>${spansOf(letterRuns(words, fontOf))}<`);
}

/** Width of the space that comes between two spans, as a share of the size of the letters. */
const SPACE = 507 / 2048;

/**
 * Runs as spans, unless all of it is one run of the main font. pdfmake writes each span of a drawing into a line of its own, and so gets
 * a space between them: where none belongs, the letters go back by its width.
 */
function spansOf(runs: readonly LetterRun[]): string {
  const [first] = runs;
  if (runs.length === 1 && first?.font === MAIN_FONT) return first.text;
  return runs
    .map(({ text, font }, at) => {
      const apart = at === 0 || /^\s/.test(text) || /\s$/.test(runs[at - 1]?.text ?? '');
      const back = apart ? '' : ` dx="-${SPACE.toFixed(4)}em"`;
      return text.trim() === '' ? '' : `<tspan font-family="${font}"${back}>${text}</tspan>`;
    })
    .join('');
}

/** Without control characters, which are no letters of any font, and without what joins letters or chooses between their forms. */
export function plainLetters(words: string): string {
  return words
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

function turnRound(words: string): string {
  return words.split(/(\s+)/).reverse().join('');
}

function numberOf(letter: string): string {
  return `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
