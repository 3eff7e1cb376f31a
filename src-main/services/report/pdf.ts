/// <reference path="./pdfmake.d.ts" />
import { createRequire } from 'node:module';
import pdfmake, { type Content, type Definition, type Fonts } from 'pdfmake';
import type { Report, ReportBlock } from './report-blocks.ts';

/** The page's inner width in points: A4 without its margins. */
const WIDTH = 515;
/** Points a pixel of a picture, and of a chart: three of them and the figures fit a page. */
const SCALE = 0.75;
const CHART_SCALE = 0.62;

// The package's own fonts: Latin, Greek and Cyrillic letters.
const fonts: Fonts = createRequire(import.meta.url)('pdfmake/fonts/Roboto.js');
pdfmake.setFonts(fonts);
const fontFiles = new Set(Object.values(fonts).flatMap((font) => Object.values(font)));
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));

/** A report as PDF (A4), its text and charts as vectors. */
export function reportPdf({ title, subtitle, blocks }: Report): Promise<Buffer> {
  const definition: Definition = {
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 48],
    info: { title: printable(title), creator: 'AlexNet Studio' },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.15, color: '#1b1f24' },
    footer: (page, pages) => ({
      text: `${printable(title)} · ${page} of ${pages}`,
      alignment: 'center',
      fontSize: 8,
      color: '#57606a',
      margin: [40, 14, 40, 0],
    }),
    // No heading at the end of a page, nor two of them.
    pageBreakBefore: ({ headlineLevel }, around) =>
      headlineLevel !== undefined &&
      around.getFollowingNodesOnPage().every((node) => node.headlineLevel !== undefined),
    content: [
      { text: printable(title), fontSize: 20, bold: true },
      { text: printable(subtitle), color: '#57606a', margin: [0, 2, 0, 8] },
      ...contents(blocks),
    ],
  };
  return pdfmake.createPdf(definition).getBuffer();
}

/** Rows of a table that may go on on the next page. */
const LONG_TABLE = 25;

/** Headings stay with what they are of; of a long table, only the rule above keeps them from a page's end. */
function contents(blocks: readonly ReportBlock[]): Content[] {
  const all: Content[] = [];
  let headings: Content[] = [];
  for (const block of blocks) {
    const [first, ...rest] = content(block);
    if (first === undefined) continue;
    if (block.kind === 'heading') {
      headings.push(first);
      continue;
    }
    if (block.kind === 'table' && block.rows.length > LONG_TABLE) all.push(...headings, first, ...rest);
    else all.push({ unbreakable: true, stack: [...headings, first] }, ...rest);
    headings = [];
  }
  return [...all, ...headings];
}

function content(one: ReportBlock): Content[] {
  switch (one.kind) {
    case 'heading':
      return [
        {
          text: printable(one.text),
          fontSize: one.level === 2 ? 14 : 11,
          bold: true,
          margin: [0, one.level === 2 ? 14 : 8, 0, 4],
          headlineLevel: one.level,
        },
      ];
    case 'text':
      return [{ text: printable(one.text), margin: [0, 0, 0, 5] }];
    case 'list':
      return [{ ul: one.items.map(printable), margin: [0, 0, 0, 5] }];
    case 'table':
      return [tableContent(one)];
    case 'chart': {
      const width = Math.min(WIDTH, one.width * CHART_SCALE);
      return [
        {
          unbreakable: true,
          margin: [0, 4, 0, 8],
          stack: [
            { svg: one.svg({ ink: '#1b1f24', paper: '#ffffff' }), width },
            { text: printable(one.caption), fontSize: 8, color: '#57606a' },
          ],
        },
      ];
    }
    case 'pictures':
      return picturesContent(one);
  }
}

function tableContent({ caption, head, rows, numbers }: Extract<ReportBlock, { kind: 'table' }>): Content {
  const alignment = (at: number) => (numbers.includes(at) ? ('right' as const) : ('left' as const));
  return {
    margin: [0, 2, 0, 10],
    stack: [
      { text: printable(caption), fontSize: 8, color: '#57606a', margin: [0, 0, 0, 2] },
      {
        fontSize: head.length > 5 ? 7.5 : 8.5,
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: head.map((_, at) => (numbers.includes(at) ? 'auto' : '*')),
          body: [
            head.map((name, at) => ({ text: printable(name), bold: true, alignment: alignment(at) })),
            ...rows.map((row) =>
              row.map((cell, at) => ({ text: printable(cell), alignment: alignment(at) })),
            ),
          ],
        },
      },
    ],
  };
}

/** As many in a row as the page is wide. */
function picturesContent({ caption, pictures }: Extract<ReportBlock, { kind: 'pictures' }>): Content[] {
  const widest = Math.max(1, ...pictures.map(({ width }) => width * SCALE));
  const perRow = Math.max(1, Math.floor((WIDTH + 8) / (Math.min(widest, WIDTH) + 8)));
  const rows = Array.from({ length: Math.ceil(pictures.length / perRow) }, (_, row) =>
    pictures.slice(row * perRow, (row + 1) * perRow),
  );
  return [
    ...rows.map(
      (row): Content => ({
        columnGap: 8,
        margin: [0, 3, 0, 3],
        columns: row.map(({ png, width, caption: words }) => ({
          width: Math.min(widest, WIDTH),
          stack: [
            {
              image: `data:image/png;base64,${png.toString('base64')}`,
              width: Math.min(width * SCALE, WIDTH),
            },
            { text: printable(words), fontSize: 7, margin: [0, 2, 0, 0] },
          ],
        })),
      }),
    ),
    { text: printable(caption), fontSize: 8, color: '#57606a', margin: [0, 0, 0, 8] },
  ];
}

/** Control characters are no letters of any font. */
function printable(words: string): string {
  return words.replace(/\p{Cc}/gu, ' ');
}
