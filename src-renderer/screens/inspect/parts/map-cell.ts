/** A place on a map. */
export interface MapCell {
  readonly row: number;
  readonly column: number;
}

/** Rows and columns that an arrow key goes. */
export const ARROWS: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface MapSize {
  readonly height: number;
  readonly width: number;
}

/** The nearest cell that the map has. */
export function onMap({ row, column }: MapCell, { height, width }: MapSize): MapCell {
  return {
    row: Math.min(height - 1, Math.max(0, row)),
    column: Math.min(width - 1, Math.max(0, column)),
  };
}
