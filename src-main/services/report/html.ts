import { escapeMarkup as esc } from './escape-markup.ts';
import type { Report, ReportBlock } from './report-blocks.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #57606a; --line: #d0d7de; --card: #f6f8fa; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --faint: #9aa4af; --line: #30363d; --card: #161b22; } }
@media print { :root { --ink: #000; --paper: #fff; --faint: #444; --line: #bbb; --card: #fff; } main { padding: 0; max-width: none; } h2 { break-after: avoid; } figure, tr { break-inside: avoid; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 40px 24px 80px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 40px 0 12px; padding-top: 16px; border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 24px 0 8px; }
.subtitle { color: var(--faint); margin: 6px 0 0; }
.wide { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; color: var(--faint); padding-bottom: 6px; }
th, td { text-align: left; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 16px 0; }
figcaption { color: var(--faint); font-size: 13px; margin-top: 4px; }
figure svg { display: block; width: 100%; max-width: 720px; height: auto; }
.pictures { display: flex; flex-wrap: wrap; gap: 12px; list-style: none; margin: 0; padding: 0; }
.pictures li { font-size: 12px; line-height: 1.3; max-width: 150px; overflow-wrap: anywhere; }
.pictures img { display: block; margin-bottom: 4px; border-radius: 4px; image-rendering: pixelated; }
`;

/** A report as one HTML file that needs nothing else: no scripts, no addresses; pictures and charts are in it. */
export function reportHtml({ title, subtitle, blocks }: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${esc(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header><h1>${esc(title)}</h1><p class="subtitle">${esc(subtitle)}</p></header>
${blocks.map(block).join('\n')}
</main>
</body>
</html>
`;
}

function block(one: ReportBlock): string {
  switch (one.kind) {
    case 'heading':
      return `<h${one.level}>${esc(one.text)}</h${one.level}>`;
    case 'text':
      return `<p>${esc(one.text)}</p>`;
    case 'list':
      return `<ul>${one.items.map((item) => `<li>${esc(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(one);
    case 'chart': {
      const svg = one.svg({ ink: 'currentColor', paper: '#fff' });
      const named = svg.replace('<svg ', `<svg role="img" aria-label="${esc(one.caption)}" `);
      return `<figure>${named}<figcaption>${esc(one.caption)}</figcaption></figure>`;
    }
    case 'pictures':
      return `<figure><ul class="pictures">${one.pictures.map(pictureHtml).join('')}</ul><figcaption>${esc(one.caption)}</figcaption></figure>`;
  }
}

function tableHtml({ caption, head, rows, numbers }: Extract<ReportBlock, { kind: 'table' }>): string {
  const mark = (at: number) => (numbers.includes(at) ? ' class="number"' : '');
  const heads = head.map((name, at) => `<th scope="col"${mark(at)}>${esc(name)}</th>`).join('');
  const lines = rows.map((row) => {
    const cells = row.map((cell, at) =>
      at === 0 ? `<th scope="row"${mark(at)}>${esc(cell)}</th>` : `<td${mark(at)}>${esc(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  // A part that can be scrolled has to be reached by the keyboard.
  return `<div class="wide" tabindex="0" role="group" aria-label="${esc(caption)}"><table><caption>${esc(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
}

function pictureHtml({
  png,
  width,
  height,
  caption,
}: Extract<ReportBlock, { kind: 'pictures' }>['pictures'][number]): string {
  const source = `data:image/png;base64,${png.toString('base64')}`;
  return `<li><img src="${source}" width="${width}" height="${height}" alt="">${esc(caption)}</li>`;
}
