/** What of a drawing's style comes from style sheets and has to travel with it. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

/** A drawing of the page as an SVG file that looks the same without the page's style sheets; `width` × `height` is what it shows of itself. */
export function drawingSvg(drawing: SVGSVGElement, width: number, height: number): Blob {
  const copy = drawing.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new TypeError('A drawing is copied as a drawing');
  const originals = drawing.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const styles = getComputedStyle(original);
    for (const name of STYLES) element.setAttribute(name, styles.getPropertyValue(name));
    element.removeAttribute('class');
    element.removeAttribute('style');
  });
  copy.querySelectorAll('[data-page-only]').forEach((element) => {
    element.remove();
  });
  // Where it has been moved to on the page does not matter in a file.
  copy.firstElementChild?.removeAttribute('transform');
  copy.removeAttribute('class');
  copy.removeAttribute('aria-hidden');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.prepend(ground(drawing, width, height));
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
}

/** The colour behind the drawing on the page: light words need a dark ground in a file too. */
function ground(drawing: SVGSVGElement, width: number, height: number): SVGRectElement {
  let element: Element | null = drawing;
  let colour = 'rgba(0, 0, 0, 0)';
  while (element && colour === 'rgba(0, 0, 0, 0)') {
    colour = getComputedStyle(element).backgroundColor;
    element = element.parentElement;
  }
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width, height, fill: colour }))
    rect.setAttribute(name, String(value));
  return rect;
}

/** The file of a drawing that says its own width as `data-width`. Throws while there is nothing drawn. */
export function drawnSvg(drawing: SVGSVGElement | null): Blob {
  if (!drawing) throw new Error('It is not drawn yet.');
  return drawingSvg(drawing, Number(drawing.dataset['width']), drawing.clientHeight);
}
