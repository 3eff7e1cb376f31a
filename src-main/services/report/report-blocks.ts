import type { SvgColours } from './svg-chart.ts';

/** A picture of a report, with what is said below it. */
export interface ReportPicture {
  /** PNG file. */
  readonly png: Buffer;
  /** Edges as it is shown, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly caption: string;
}

/** A part of a report. What is in it is plain text: how it is written for a page or for paper is the renderer's business. */
export type ReportBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Columns of numbers, by index. */
      readonly numbers: readonly number[];
    }
  | {
      readonly kind: 'chart';
      readonly caption: string;
      readonly width: number;
      readonly height: number;
      readonly svg: (colours: SvgColours) => string;
    }
  | { readonly kind: 'pictures'; readonly caption: string; readonly pictures: readonly ReportPicture[] };

export interface Report {
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: readonly ReportBlock[];
}

export const heading = (text: string, level: 2 | 3 = 2): ReportBlock => ({ kind: 'heading', level, text });
export const text = (words: string): ReportBlock => ({ kind: 'text', text: words });
export const list = (items: readonly string[]): ReportBlock => ({ kind: 'list', items });
export const table = (
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): ReportBlock => ({ kind: 'table', caption, head, rows, numbers });
