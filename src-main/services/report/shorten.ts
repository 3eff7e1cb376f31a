/** Letters about twice as wide as Latin ones. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;

/** About how wide a text is drawn, in Latin letters. */
export function widthInLetters(text: string): number {
  return [...text].reduce((width, letter) => width + widthOf(letter), 0);
}

/** A text that is no wider than `most` Latin letters: what is too much is left off at its end, where a `…` says so. */
export function shorten(text: string, most: number): string {
  if (widthInLetters(text) <= most) return text;
  let kept = '';
  let width = 1;
  for (const letter of text) {
    width += widthOf(letter);
    if (width > most) break;
    kept += letter;
  }
  return `${kept}…`;
}

function widthOf(letter: string): number {
  return WIDE.test(letter) ? 2 : 1;
}
