import { type ColourTable, colourTable, NOT_A_NUMBER } from './colour-scale.ts';

/** How many maps of which size there are. */
export interface MapSizes {
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

/** Maps one after another: uint8 `[count, height, width]`, each byte an index into a table of colours. */
export interface Maps extends MapSizes {
  readonly bytes: Uint8Array;
}

/** Red, green, blue and opacity of pixel after pixel. */
export type RgbaBytes = Uint8ClampedArray<ArrayBuffer>;

/** Where tiles lie: in reading order, `columns` to a row, `pitch` pixels from one to the next. */
export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
  readonly tile: number;
  readonly pitch: number;
}

/** A grid for `count` square tiles of `tile` pixels, `gap` pixels apart, that is at most `width` wide. */
export function tileGrid(count: number, tile: number, gap: number, width: number): TileGrid {
  const pitch = tile + gap;
  const columns = Math.max(1, Math.min(count, Math.floor((width + gap) / pitch)));
  return { columns, rows: Math.ceil(count / columns), tile, pitch };
}

/** A size at which maps of `side` pixels can be told apart: large ones as they are up to 56 pixels, small ones enlarged. */
export function tileSize(side: number): number {
  if (side <= 1) return 12;
  if (side <= 4) return 28;
  return Math.min(56, Math.max(36, side));
}

/** The tile under a place of the grid, with the cell of its map; null between tiles and behind the last. */
export function tileAt(
  grid: TileGrid,
  maps: MapSizes,
  x: number,
  y: number,
): { readonly index: number; readonly row: number; readonly column: number } | null {
  const [across, down] = [Math.floor(x / grid.pitch), Math.floor(y / grid.pitch)];
  const [inX, inY] = [x - across * grid.pitch, y - down * grid.pitch];
  const index = down * grid.columns + across;
  const isOn = inX >= 0 && inY >= 0 && inX < grid.tile && inY < grid.tile;
  if (!isOn || across >= grid.columns || index >= maps.count) return null;
  return {
    index,
    row: Math.min(maps.height - 1, Math.floor((inY / grid.tile) * maps.height)),
    column: Math.min(maps.width - 1, Math.floor((inX / grid.tile) * maps.width)),
  };
}

/** One map as RGBA `[height, width, 4]`. */
export function mapPixels(maps: Maps, index: number, table: ColourTable): RgbaBytes {
  const size = maps.height * maps.width;
  const pixels = new Uint8ClampedArray(size * 4);
  for (let at = 0; at < size; at++) {
    const level = (maps.bytes[index * size + at] ?? 0) * 3;
    pixels[at * 4] = table[level] ?? 0;
    pixels[at * 4 + 1] = table[level + 1] ?? 0;
    pixels[at * 4 + 2] = table[level + 2] ?? 0;
    pixels[at * 4 + 3] = 255;
  }
  return pixels;
}

/**
 * Colours for bytes that run from `lowest` at 1 to `highest` at 255, 0 being no number: strengths where nothing is negative, else signed with the scale's
 * middle at zero.
 */
export function tableFor(lowest: number | null, highest: number | null): ColourTable {
  const [low, high] = [lowest ?? 0, highest ?? 0];
  const isSigned = low < 0;
  const scale = colourTable(isSigned ? 'signed' : 'strength');
  const largest = Math.max(-low, high);
  const table = new Uint8Array(scale.length);
  table.set(NOT_A_NUMBER);
  for (let level = 1; level < 256; level++) {
    const share = (level - 1) / 254;
    const place = isSigned ? 0.5 + (0.5 * (low + share * (high - low))) / largest : share;
    const at = Math.round(255 * place) * 3;
    table.set(scale.subarray(at, at + 3), level * 3);
  }
  return table;
}
