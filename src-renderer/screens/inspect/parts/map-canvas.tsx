import { useEffect, useRef } from 'react';
import type { RgbaBytes } from './draw-tiles.ts';
import classes from './parts.module.css';

/** A place on a map. */
export interface MapCell {
  readonly row: number;
  readonly column: number;
}

interface MapCanvasProps {
  readonly label: string;
  readonly pixels: RgbaBytes;
  readonly height: number;
  readonly width: number;
  readonly size: number;
  readonly cell: MapCell;
  readonly onCell: (cell: MapCell) => void;
  readonly canvasRef: React.RefObject<HTMLCanvasElement | null>;
}

/** One map, enlarged. The pointer or the arrow keys choose one of its cells. */
export function MapCanvas({ label, pixels, height, width, size, cell, onCell, canvasRef }: MapCanvasProps) {
  const pressed = useRef(cell);
  pressed.current = cell;
  useEffect(() => {
    canvasRef.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [pixels, width, height, canvasRef]);

  const go = (row: number, column: number) =>
    onCell({
      row: Math.min(height - 1, Math.max(0, row)),
      column: Math.min(width - 1, Math.max(0, column)),
    });
  const press = (event: React.KeyboardEvent) => {
    const moves: Record<string, readonly [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    go(pressed.current.row + move[0], pressed.current.column + move[1]);
  };
  return (
    <div className={classes.map} style={{ width: size }}>
      <canvas
        ref={canvasRef}
        width={width}
        height={height}
        role="img"
        tabIndex={0}
        aria-label={`${label}. The arrow keys choose a cell: row ${cell.row + 1}, column ${cell.column + 1}.`}
        onPointerMove={({ currentTarget, clientX, clientY }) => {
          const box = currentTarget.getBoundingClientRect();
          go(
            Math.floor(((clientY - box.top) / box.height) * height),
            Math.floor(((clientX - box.left) / box.width) * width),
          );
        }}
        onKeyDown={press}
      />
      <div
        className={classes.cursor}
        style={{
          top: `${(cell.row / height) * 100}%`,
          left: `${(cell.column / width) * 100}%`,
          width: `${100 / width}%`,
          height: `${100 / height}%`,
        }}
      />
    </div>
  );
}
