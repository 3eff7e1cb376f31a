import { makePixels, type Pixels, type Rgb } from '../../../../src-shared/lab/pixels.ts';

/** Width and height of the pictures of the lab: those of the program's records. */
export const PICTURE_SIZE = 256;

/** A house in the hills, for whoever has no picture at hand: nothing in it is symmetric, so that every change is seen. */
export function houseScene(): Pixels {
  return paint((x, y) => {
    if (inside(x, y, 0.24, 0.68, 0.05, 0.12)) return [94, 58, 48];
    if (inside(x, y, 0.36, 0.64, 0.05, 0.06)) return [250, 224, 140];
    if (inside(x, y, 0.3, 0.68, 0.22, 0.2)) return [206, 104, 78];
    if (y > 0.42 && y < 0.58 && Math.abs(x - 0.3) < (y - 0.42) * 0.95) return [122, 46, 50];
    if (distance(x, y, 0.74, 0.56) < 0.12 || distance(x, y, 0.68, 0.62) < 0.08) return [38, 98, 58];
    if (inside(x, y, 0.74, 0.72, 0.03, 0.14)) return [92, 66, 44];
    if (y > 0.74 + 0.04 * Math.sin(x * 7 + 1)) return [126 + 40 * (y - 0.74), 176, 92];
    const ridge = 0.62 - Math.max(0, 0.3 - Math.abs(x - 0.52)) * 0.9;
    if (y > ridge && y < ridge + 0.06 && ridge < 0.45) return [240, 244, 250];
    if (y > ridge) return [112, 128, 156];
    if (distance(x, y, 0.84, 0.16) < 0.08) return [255, 212, 84];
    if (distance(x, y * 1.8, 0.22, 0.3) < 0.09 || distance(x, y * 1.8, 0.32, 0.33) < 0.07)
      return [250, 252, 255];
    return [112 + 110 * y, 172 + 60 * y, 232];
  });
}

/** A boat at dusk, as the second picture where two are mixed. */
export function boatScene(): Pixels {
  return paint((x, y) => {
    if (y > 0.66 && y < 0.76 && Math.abs(x - 0.55) < 0.26 - (y - 0.66) * 0.9) return [92, 44, 36];
    if (y > 0.22 && y < 0.64 && x > 0.57 && x - 0.57 < (y - 0.22) * 0.6) return [250, 246, 236];
    if (y > 0.3 && y < 0.64 && x < 0.55 && 0.55 - x < (y - 0.3) * 0.55) return [226, 74, 62];
    if (inside(x, y, 0.56, 0.44, 0.014, 0.46)) return [62, 46, 40];
    if (y > 0.72 + 0.012 * Math.sin(x * 40)) return [24 + 40 * (y - 0.7), 84, 122];
    if (distance(x, y, 0.2, 0.62) < 0.1 && y < 0.7) return [255, 236, 170];
    return [238 - 60 * (0.7 - y), 150 - 70 * (0.7 - y), 96 + 110 * (0.7 - y)];
  });
}

/** Places are shares of the width and height; each pixel is the mean of four samples, so that edges are smooth. */
function paint(colour: (x: number, y: number) => Rgb): Pixels {
  return makePixels(PICTURE_SIZE, PICTURE_SIZE, (x, y) => {
    const samples = [0.25, 0.75].flatMap((dy) =>
      [0.25, 0.75].map((dx) => colour((x + dx) / PICTURE_SIZE, (y + dy) / PICTURE_SIZE)),
    );
    const mean = (channel: 0 | 1 | 2) => samples.reduce((sum, sample) => sum + sample[channel], 0) / 4;
    return [mean(0), mean(1), mean(2)];
  });
}

function inside(
  x: number,
  y: number,
  middleX: number,
  middleY: number,
  width: number,
  height: number,
): boolean {
  return Math.abs(x - middleX) < width / 2 && Math.abs(y - middleY) < height / 2;
}

function distance(x: number, y: number, toX: number, toY: number): number {
  return Math.hypot(x - toX, y - toY);
}
