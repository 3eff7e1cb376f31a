/** What is used of fontkit, which pdfmake reads its fonts with. It has no types of its own. */
declare module 'fontkit' {
  /** The letters that a font draws, as code points. Errors: the file is no font. */
  export function create(bytes: Uint8Array): { readonly characterSet: readonly number[] };
}

/** What is used of subset-font, which has no types of its own. */
declare module 'subset-font' {
  /** The part of a font that draws the letters of `text`, at one weight. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { targetFormat: 'sfnt'; variationAxes: { wght: number } },
  ): Promise<Buffer>;
}
