import { useCallback, useMemo } from 'react';
import { TileSheet } from '../parts/tile-sheet.tsx';
import { type FilterBytes, filterPixels } from './filter-pixels.ts';

interface FilterSheetProps {
  readonly label: string;
  readonly kernels: FilterBytes;
  readonly channel: number | 'colours';
  /** Which filter stands at which place. */
  readonly order: readonly number[];
  readonly chosen: number;
  readonly onChoose: (filter: number) => void;
  readonly canvasRef?: React.Ref<HTMLCanvasElement>;
}

/** Filters as tiles. */
export function FilterSheet({
  label,
  kernels,
  channel,
  order,
  chosen,
  onChoose,
  canvasRef,
}: FilterSheetProps) {
  const { height, width } = kernels;
  const maps = useMemo(() => ({ count: order.length, height, width }), [order.length, height, width]);
  const pixelsOf = useCallback(
    (place: number) => filterPixels(kernels, order[place] ?? 0, channel),
    [kernels, order, channel],
  );
  const side = Math.max(height, width);
  return (
    <TileSheet
      label={label}
      maps={maps}
      tile={filterTile(side)}
      gap={side < 7 ? 6 : 2}
      pixelsOf={pixelsOf}
      chosen={order.indexOf(chosen)}
      onChoose={({ index }) => onChoose(order[index] ?? 0)}
      {...(canvasRef && { canvasRef })}
    />
  );
}

/** Whole pixels for each weight, so that all weights look equally large. */
function filterTile(side: number): number {
  if (side >= 7) return side * Math.max(1, Math.round(55 / side));
  return side * Math.max(1, Math.floor(32 / side));
}
