import type { Random } from '../../../../src-shared/random.ts';
import { cos, sin } from '../arithmetic.ts';
import type { Spot, Texture } from './texture.ts';

/** How far a thing's middle may lie from its cell's, as a share of the pitch. */
const SHIFT = 0.2;

/** The things repeat after this many cells along either axis, which is more than a picture shows; a power of two. */
const PERIOD = 16;

/** Says how much of the point (x, y), in pixels from the thing's middle, it covers; may set relief and tone. */
type Thing = (x: number, y: number, spot: Spot) => number;

/** One thing's place within its cell in pixels, direction, shrinking and tone. */
interface Piece {
  readonly x: number;
  readonly y: number;
  readonly cos: number;
  readonly sin: number;
  readonly scale: number;
  readonly tone: number;
}

/**
 * Strews a thing over the plane: one a cell of a square lattice of `pitch` pixels, moved, turned and sized at random.
 * `reach` is how far the thing extends from its middle, at most 0.8 × pitch: then the four cells around a point hold
 * all the pieces that can cover it. Later cells lie on top.
 */
export function scatter(random: Random, size: { pitch: number; reach: number }, thing: Thing): Texture {
  const { pitch, reach } = size;
  const pieces = Array.from({ length: PERIOD * PERIOD }, () => drawPiece(random, pitch));
  return (x, y, spot) => {
    const left = Math.floor(x / pitch - 0.5);
    const top = Math.floor(y / pitch - 0.5);
    spot.cover = 0;
    for (let row = top + 1; row >= top; row--) {
      for (let column = left + 1; column >= left; column--) {
        const piece = pieces[(row & (PERIOD - 1)) * PERIOD + (column & (PERIOD - 1))];
        if (!piece) continue;
        const dx = x - column * pitch - piece.x;
        const dy = y - row * pitch - piece.y;
        if (dx * dx + dy * dy > reach * reach) continue;
        const { cos, sin, scale } = piece;
        spot.tone = piece.tone;
        spot.cover = thing((dx * cos + dy * sin) * scale, (dy * cos - dx * sin) * scale, spot);
        if (spot.cover > 0) return;
      }
    }
  };
}

function drawPiece(random: Random, pitch: number): Piece {
  const turn = random.uniform();
  return {
    x: (0.5 + random.uniform(-SHIFT, SHIFT)) * pitch,
    y: (0.5 + random.uniform(-SHIFT, SHIFT)) * pitch,
    cos: cos(turn),
    sin: sin(turn),
    scale: random.uniform(1, 1.18),
    tone: random.uniform(),
  };
}
