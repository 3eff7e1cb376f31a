/** The part of a square matrix that is seen: `span` cells each way from the cell (`left`, `top`); fractions allowed. */
export interface MatrixView {
  readonly left: number;
  readonly top: number;
  readonly span: number;
}

/** The fewest cells that are seen at once. */
const FEWEST = 8;

/** All of a matrix of `size` rows. */
export function wholeView(size: number): MatrixView {
  return { left: 0, top: 0, span: size };
}

/** Zooms by `factor` (2: half as many cells are seen) so that the place (x, y), shares of the view, stays where it is. */
export function zoomed(view: MatrixView, size: number, factor: number, x = 0.5, y = 0.5): MatrixView {
  const span = Math.min(size, Math.max(Math.min(FEWEST, size), view.span / factor));
  return inside(
    { span, left: view.left + x * (view.span - span), top: view.top + y * (view.span - span) },
    size,
  );
}

/** Moves by shares of the view. */
export function moved(view: MatrixView, size: number, x: number, y: number): MatrixView {
  return inside({ ...view, left: view.left + x * view.span, top: view.top + y * view.span }, size);
}

/** The view with a cell in it, moved no further than it takes. */
export function showing(view: MatrixView, size: number, row: number, column: number): MatrixView {
  const towards = (from: number, cell: number): number =>
    Math.min(cell, Math.max(cell + 1 - view.span, from));
  return inside({ ...view, left: towards(view.left, column), top: towards(view.top, row) }, size);
}

/** The cell at a place, shares of the view. */
export function cellAt(
  view: MatrixView,
  size: number,
  x: number,
  y: number,
): { row: number; column: number } {
  const at = (from: number, share: number): number =>
    Math.min(size - 1, Math.max(0, Math.floor(from + share * view.span)));
  return { row: at(view.top, y), column: at(view.left, x) };
}

function inside({ left, top, span }: MatrixView, size: number): MatrixView {
  const bound = (from: number): number => Math.min(size - span, Math.max(0, from));
  return { span, left: bound(left), top: bound(top) };
}
