import { useState } from 'react';
import type { Cell } from './confusions.ts';

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A cell as it stands in the drawn order. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The cell that pointer or arrow keys are on; Enter chooses it. */
export function useCellCursor(
  order: readonly number[],
  onChoose: (cell: Cell) => void,
  onMove: (place: Place) => void = () => undefined,
) {
  const [place, setPlace] = useState<Place | null>(null);
  const cellOf = ({ row, column }: Place): Cell => ({
    actual: order[row] ?? 0,
    predicted: order[column] ?? 0,
  });
  const bound = (index: number): number => Math.min(order.length - 1, Math.max(0, index));
  return {
    place,
    cell: place && cellOf(place),
    point: setPlace,
    choose: (at: Place) => onChoose(cellOf(at)),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Enter' && place) onChoose(cellOf(place));
      const move = MOVES[event.key];
      if (!move) return;
      event.preventDefault();
      const next = place
        ? { row: bound(place.row + move[0]), column: bound(place.column + move[1]) }
        : { row: 0, column: 0 };
      setPlace(next);
      onMove(next);
    },
  };
}
