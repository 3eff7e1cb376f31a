/** Rows as CSV with a line of headings (RFC 4180): cells with commas, quotes or line breaks are quoted. */
export function csv(headings: readonly string[], rows: Iterable<readonly (string | number)[]>): Blob {
  const lines = [headings, ...rows].map((cells) => cells.map(cellText).join(','));
  return new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' });
}

function cellText(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
