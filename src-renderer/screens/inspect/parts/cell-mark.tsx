import type { MapCell } from './map-cell.ts';
import classes from './parts.module.css';

interface CellMarkProps {
  readonly cell: MapCell;
  readonly height: number;
  readonly width: number;
}

/** Frames a cell of the map that it lies over. */
export function CellMark({ cell, height, width }: CellMarkProps) {
  return (
    <div
      className={classes.cursor}
      style={{
        top: `${(cell.row / height) * 100}%`,
        left: `${(cell.column / width) * 100}%`,
        width: `${100 / width}%`,
        height: `${100 / height}%`,
      }}
    />
  );
}
