import { useEffect, useRef } from 'react';
import { CellMark } from './cell-mark.tsx';
import type { RgbaBytes } from './draw-tiles.ts';
import { ARROWS, type MapCell, onMap } from './map-cell.ts';
import classes from './parts.module.css';

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

  const go = (row: number, column: number) => onCell(onMap({ row, column }, { height, width }));
  const press = (event: React.KeyboardEvent) => {
    const move = ARROWS[event.key];
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
      <CellMark cell={cell} height={height} width={width} />
    </div>
  );
}
