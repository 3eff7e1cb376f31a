/// <reference path="./pdfmake.d.ts" />
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pdfmake, { type Content, type Definition } from 'pdfmake';
import { chooseFonts, MAIN_FONT } from './pdf-fonts.ts';
import { type Lettering, letteringOf, plainLetters } from './pdf-letters.ts';
import type { Report, ReportBlock } from './report-blocks.ts';

/** The page's inner width in points: A4 without its margins. */
const WIDTH = 515;
/** Points a pixel of a picture, and of a chart: three of them and the figures fit a page. */
const SCALE = 0.75;
const CHART_SCALE = 0.62;
const ON_PAPER = { ink: '#1b1f24', paper: '#ffffff' } as const;

pdfmake.setUrlAccessPolicy(() => false);

/** A report as PDF (A4), its text and charts as vectors, its letters drawn by fonts that have them. */
export async function reportPdf(report: Report): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'report-fonts-'));
  try {
    const { fonts, fontOf } = await chooseFonts(plainLetters(wordsOf(report)), folder);
    const files = new Set(Object.values(fonts).flatMap((font) => Object.values(font)));
    const definition = definitionOf(report, letteringOf(fontOf));
    // In one go: another report has other fonts.
    pdfmake.setFonts(fonts);
    pdfmake.setLocalAccessPolicy((path) => files.has(path));
    return await pdfmake.createPdf(definition).getBuffer();
  } finally {
    await rm(folder, { recursive: true });
  }
}

function definitionOf({ title, subtitle, blocks }: Report, letters: Lettering): Definition {
  return {
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 48],
    info: { title: plainLetters(title), creator: 'AlexNet Studio' },
    defaultStyle: { font: MAIN_FONT, fontSize: 9.5, lineHeight: 1.15, color: '#1b1f24' },
    footer: (page, pages) => ({
      text: letters.text(`${title} · ${page} of ${pages}`),
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
      { text: letters.text(title), fontSize: 20, bold: true },
      { text: letters.text(subtitle), color: '#57606a', margin: [0, 2, 0, 8] },
      ...contents(blocks, letters),
    ],
  };
}

/** All that is written in a report. */
function wordsOf({ title, subtitle, blocks }: Report): string {
  return [title, subtitle, ...blocks.flatMap(wordsOfBlock)].join(' ');
}

function wordsOfBlock(one: ReportBlock): readonly string[] {
  switch (one.kind) {
    case 'heading':
    case 'text':
      return [one.text];
    case 'list':
      return one.items;
    case 'table':
      return [one.caption, ...one.head, ...one.rows.flat()];
    case 'chart':
      return [one.caption, one.svg(ON_PAPER)];
    case 'pictures':
      return [one.caption, ...one.pictures.map(({ caption }) => caption)];
  }
}

/** Rows of a table that may go on on the next page. */
const LONG_TABLE = 25;

/** Headings stay with what they are of; of a long table, only the rule above keeps them from a page's end. */
function contents(blocks: readonly ReportBlock[], letters: Lettering): Content[] {
  const all: Content[] = [];
  let headings: Content[] = [];
  for (const block of blocks) {
    const [first, ...rest] = content(block, letters);
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

function content(one: ReportBlock, letters: Lettering): Content[] {
  switch (one.kind) {
    case 'heading':
      return [
        {
          text: letters.text(one.text),
          fontSize: one.level === 2 ? 14 : 11,
          bold: true,
          margin: [0, one.level === 2 ? 14 : 8, 0, 4],
          headlineLevel: one.level,
        },
      ];
    case 'text':
      return [{ text: letters.text(one.text), margin: [0, 0, 0, 5] }];
    case 'list':
      return [{ ul: one.items.map((item) => ({ text: letters.text(item) })), margin: [0, 0, 0, 5] }];
    case 'table':
      return [tableContent(one, letters)];
    case 'chart': {
      const width = Math.min(WIDTH, one.width * CHART_SCALE);
      return [
        {
          unbreakable: true,
          margin: [0, 4, 0, 8],
          stack: [
            { svg: letters.drawing(one.svg(ON_PAPER)), width },
            { text: letters.text(one.caption), fontSize: 8, color: '#57606a' },
          ],
        },
      ];
    }
    case 'pictures':
      return picturesContent(one, letters);
  }
}

function tableContent(
  { caption, head, rows, numbers }: Extract<ReportBlock, { kind: 'table' }>,
  letters: Lettering,
): Content {
  const alignment = (at: number) => (numbers.includes(at) ? ('right' as const) : ('left' as const));
  return {
    margin: [0, 2, 0, 10],
    stack: [
      { text: letters.text(caption), fontSize: 8, color: '#57606a', margin: [0, 0, 0, 2] },
      {
        fontSize: head.length > 5 ? 7.5 : 8.5,
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: head.map((_, at) => (numbers.includes(at) ? 'auto' : '*')),
          body: [
            head.map((name, at) => ({ text: letters.text(name), bold: true, alignment: alignment(at) })),
            ...rows.map((row) =>
              row.map((cell, at) => ({ text: letters.text(cell), alignment: alignment(at) })),
            ),
          ],
        },
      },
    ],
  };
}

/** As many in a row as the page is wide. */
function picturesContent(
  { caption, pictures }: Extract<ReportBlock, { kind: 'pictures' }>,
  letters: Lettering,
): Content[] {
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
            { text: letters.text(words), fontSize: 7, margin: [0, 2, 0, 0] },
          ],
        })),
      }),
    ),
    { text: letters.text(caption), fontSize: 8, color: '#57606a', margin: [0, 0, 0, 8] },
  ];
}
