/**
 * Rows as CSV with a line of headings (RFC 4180): cells with commas, quotes or line breaks are quoted. Words that a spreadsheet would take for a formula get an
 * apostrophe before them: names of files and classes may come from anybody.
 */
export function csv(headings: readonly string[], rows: Iterable<readonly (string | number)[]>): Blob {
  const lines = [headings, ...rows].map((cells) => cells.map(cellText).join(','));
  return new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' });
}

function cellText(cell: string | number): string {
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
