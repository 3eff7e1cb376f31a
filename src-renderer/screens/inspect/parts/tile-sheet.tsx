import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { CellMark } from './cell-mark.tsx';
import { type MapSizes, type RgbaBytes, type TileGrid, tileAt, tileGrid } from './draw-tiles.ts';
import { ARROWS, type MapCell, onMap } from './map-cell.ts';
import classes from './parts.module.css';

/** A tile with a cell of its map. */
export interface TileCell extends MapCell {
  readonly index: number;
}

interface TileSheetProps {
  readonly label: string;
  readonly maps: MapSizes;
  readonly tile: number;
  /** Room between two tiles, pixels. */
  readonly gap?: number;
  /** A map's pixels, RGBA `[height, width, 4]`. */
  readonly pixelsOf: (index: number) => RgbaBytes;
  /** The tile that is framed; null for none. */
  readonly chosen: number | null;
  /** The cell of the chosen tile that is marked, where single cells can be chosen. */
  readonly cell?: MapCell | undefined;
  readonly onChoose: (cell: TileCell) => void;
  readonly onHover?: (cell: TileCell | null) => void;
  readonly canvasRef?: React.Ref<HTMLCanvasElement>;
}

/** Maps as tiles on one canvas. A click, or the arrow keys, choose one; with Shift they choose a cell of it. */
export function TileSheet(props: TileSheetProps) {
  const { label, maps, tile, gap = 2, pixelsOf, chosen, cell, onChoose, onHover, canvasRef } = props;
  const { ref, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const merged = useMergedRef(canvas, canvasRef);
  const grid = tileGrid(maps.count, tile, gap, width);

  useEffect(() => {
    if (canvas.current && width > 0)
      drawTiles(canvas.current, maps, tileGrid(maps.count, tile, gap, width), pixelsOf);
  }, [maps, tile, gap, width, pixelsOf]);

  const cellAt = ({ nativeEvent }: React.MouseEvent) =>
    tileAt(grid, maps, nativeEvent.offsetX, nativeEvent.offsetY);
  const press = (event: React.KeyboardEvent) => {
    const move = ARROWS[event.key];
    if (move === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    const [down, across] = move ?? [0, 0];
    if (event.shiftKey && cell && chosen !== null) {
      const next = { row: cell.row + down, column: cell.column + across };
      onChoose({ index: chosen, ...onMap(next, maps) });
      return;
    }
    const index = chosen === null ? 0 : chosen + down * grid.columns + across;
    if (index < 0 || index >= maps.count) return;
    onChoose({ index, row: maps.height >> 1, column: maps.width >> 1 });
  };
  return (
    <div ref={ref} className={classes.sheet}>
      {width > 0 && (
        <>
          <canvas
            ref={merged}
            className={classes.tiles}
            style={{ width: grid.columns * grid.pitch, height: grid.rows * grid.pitch }}
            role="img"
            tabIndex={0}
            aria-label={`${label}. The arrow keys choose one${cell ? `, with Shift a cell of it: row ${cell.row + 1}, column ${cell.column + 1}` : ''}.`}
            onClick={(event) => {
              const clicked = cellAt(event);
              if (clicked) onChoose(clicked);
            }}
            onPointerMove={(event) => onHover?.(cellAt(event))}
            onPointerLeave={() => onHover?.(null)}
            onKeyDown={press}
          />
          {chosen !== null && chosen >= 0 && chosen < maps.count && (
            <div
              className={classes.chosenTile}
              style={{
                width: grid.tile,
                height: grid.tile,
                transform: `translate(${(chosen % grid.columns) * grid.pitch}px, ${Math.floor(chosen / grid.columns) * grid.pitch}px)`,
              }}
            >
              {cell && <CellMark cell={cell} height={maps.height} width={maps.width} />}
            </div>
          )}
        </>
      )}
    </div>
  );
}

function drawTiles(
  canvas: HTMLCanvasElement,
  maps: MapSizes,
  grid: TileGrid,
  pixelsOf: (index: number) => RgbaBytes,
): void {
  const { count, height, width } = maps;
  const ratio = window.devicePixelRatio;
  canvas.width = grid.columns * grid.pitch * ratio;
  canvas.height = grid.rows * grid.pitch * ratio;
  const context = canvas.getContext('2d');
  const map = new OffscreenCanvas(width, height);
  const mapContext = map.getContext('2d');
  if (!context || !mapContext) return;
  context.scale(ratio, ratio);
  // Enlarged cells keep their edges; what is made smaller is averaged.
  context.imageSmoothingEnabled = grid.tile * ratio < width;
  for (let index = 0; index < count; index++) {
    mapContext.putImageData(new ImageData(pixelsOf(index), width, height), 0, 0);
    const [x, y] = [(index % grid.columns) * grid.pitch, Math.floor(index / grid.columns) * grid.pitch];
    context.drawImage(map, x, y, grid.tile, grid.tile);
  }
}
