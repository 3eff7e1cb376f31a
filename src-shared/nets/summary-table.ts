import { formatBytes, formatCount } from './format-number.ts';
import type { NetSummary, SummaryRow } from './summary.ts';

const FLOAT32_BYTES = 4;

/** The summary as text: the deck's table (slide "Architecture") with a column for each layer's formula, and the totals. */
export function summaryTable(summary: NetSummary): string {
  const { totals } = summary;
  const header = ['Layer (type)', 'Output shape', 'Param #', 'Formula'];
  const lines = alignColumns([header, ...summary.layers.map(tableCells)]);
  const rule = '─'.repeat(Math.max(...lines.map((line) => line.length)));
  return [
    `${summary.title}, input ${summary.input.join(' × ')}, ${formatCount(summary.classes)} classes`,
    rule,
    ...lines.slice(0, 1),
    rule,
    ...lines.slice(1),
    rule,
    `Total params: ${paramsWithBytes(totals.params)}`,
    `Trainable params: ${paramsWithBytes(totals.trainable)}`,
    `Non-trainable params: ${paramsWithBytes(totals.nonTrainable)}`,
    `Multiply-adds a picture: ${formatCount(totals.multiplyAdds)}`,
    `Activations a picture: ${formatBytes(totals.activationBytes)}`,
  ].join('\n');
}

/** The four cells of a row: `conv2d (Conv2D)`, `(None, 55, 55, 96)` (None is the batch), `34,944`, the formula. */
export function tableCells(row: SummaryRow): readonly [string, string, string, string] {
  return [
    `${row.name} (${row.type})`,
    `(None, ${row.output.join(', ')})`,
    formatCount(row.params),
    row.formula,
  ];
}

/** Float32: `62,378,344 (237.95 MB)`. */
function paramsWithBytes(params: number): string {
  return `${formatCount(params)} (${formatBytes(params * FLOAT32_BYTES)})`;
}

/** Pads every column to its widest cell; the third one holds numbers and is aligned right. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 2 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
