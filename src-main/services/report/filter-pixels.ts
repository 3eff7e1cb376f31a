import { byFilter, filterPart } from '../filter-numbers.ts';

/** The kernel of the first convolution as checkpoints have it. */
export interface FilterTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly isDepthwise: boolean;
}

/** Filters drawn side by side. */
export interface FilterSheet {
  /** uint8 [height, width, 3] */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly shown: number;
  readonly total: number;
}

const PER_ROW = 16;
/** Edge that a filter gets about, and what is between two, in pixels. */
const TILE = 36;
const GAP = 3;

/** A sheet of the first `most` filters, zero as grey; null where they are not of pictures in colour or grey. */
export function filterPixels({ shape, data, isDepthwise }: FilterTensor, most: number): FilterSheet | null {
  const filters = byFilter(data, shape, isDepthwise);
  const [total, height, width, channels] = filters.shape;
  const tiles = filterPart(filters, { part: 'tiles', scale: 'filter' })?.data;
  if (!(tiles instanceof Uint8Array) || (channels !== 1 && channels !== 3)) return null;
  const shown = Math.min(total, most);
  const scale = Math.max(1, Math.round(TILE / Math.max(height, width)));
  const [stepX, stepY] = [width * scale + GAP, height * scale + GAP];
  const columns = Math.min(PER_ROW, shown);
  const [sheetWidth, sheetHeight] = [columns * stepX - GAP, Math.ceil(shown / columns) * stepY - GAP];
  const pixels = new Uint8Array(sheetWidth * sheetHeight * 3).fill(255);
  for (let filter = 0; filter < shown; filter++) {
    const [left, top] = [(filter % columns) * stepX, Math.floor(filter / columns) * stepY];
    for (let y = 0; y < height * scale; y++) {
      for (let x = 0; x < width * scale; x++) {
        const place = (filter * height + Math.floor(y / scale)) * width + Math.floor(x / scale);
        for (let colour = 0; colour < 3; colour++) {
          const value = tiles[place * channels + (channels === 3 ? colour : 0)] ?? 128;
          pixels[((top + y) * sheetWidth + left + x) * 3 + colour] = value;
        }
      }
    }
  }
  return { pixels, width: sheetWidth, height: sheetHeight, shown, total };
}
