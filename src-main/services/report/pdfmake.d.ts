/**
 * What is used of pdfmake. Its types from DefinitelyTyped bring the browser's into every file of the main process, where they would hide
 * mistakes.
 */
declare module 'pdfmake' {
  export interface Look {
    width?: number | 'auto' | '*';
    margin?: number[];
    fontSize?: number;
    bold?: boolean;
    color?: string;
    alignment?: 'left' | 'right' | 'center';
    unbreakable?: boolean;
    headlineLevel?: number;
  }
  export type Content = Look &
    (
      | { text: string | { text: string; font: string }[] }
      | { ul: Content[] }
      | { stack: Content[] }
      | { columns: Content[]; columnGap: number }
      | { svg: string }
      | { image: string }
      | {
          layout: 'lightHorizontalLines';
          table: { headerRows: number; dontBreakRows: boolean; widths: ('auto' | '*')[]; body: Content[][] };
        }
    );
  export interface Definition {
    pageSize: 'A4';
    pageMargins: [number, number, number, number];
    info: { title: string; creator: string };
    defaultStyle: Look & { font: string; lineHeight: number };
    footer(page: number, pages: number): Content;
    pageBreakBefore(
      node: { headlineLevel?: number },
      around: { getFollowingNodesOnPage(): { headlineLevel?: number }[] },
    ): boolean;
    content: Content[];
  }
  /** Files of fonts by their names and styles. */
  export type Fonts = Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>;

  const pdfmake: {
    setFonts(fonts: Fonts): void;
    setUrlAccessPolicy(mayRead: (url: string) => boolean): void;
    setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
    createPdf(definition: Definition): { getBuffer(): Promise<Buffer> };
  };
  export default pdfmake;
}
