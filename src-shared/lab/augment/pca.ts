import { colourAt, mapChannels, type Pixels, type Rgb } from '../pixels.ts';

/** The principal colours of pictures: how their RGB values vary together. */
export interface ColourAxes {
  /** Variances along the axes, largest first; of values 0..255. */
  readonly variances: Rgb;
  /** Unit vectors in RGB, in the same order. */
  readonly axes: readonly [Rgb, Rgb, Rgb];
}

/** The principal components of the RGB values of a picture's pixels (paper, section 4.1). */
export function colourAxes(pixels: Pixels): ColourAxes {
  return eigen(covariance(pixels));
}

/** AlexNet's colour augmentation (paper, section 4.1): adds to every pixel the sum of axis · strength · standard deviation of that axis. */
export function shiftColours(pixels: Pixels, { variances, axes }: ColourAxes, strengths: Rgb): Pixels {
  const amount = (axis: 0 | 1 | 2) => strengths[axis] * Math.sqrt(variances[axis]);
  const shift = (channel: 0 | 1 | 2) =>
    axes[0][channel] * amount(0) + axes[1][channel] * amount(1) + axes[2][channel] * amount(2);
  return mapChannels(pixels, (value, channel) => value + shift(channel));
}

type Square = [[number, number, number], [number, number, number], [number, number, number]];

function covariance(pixels: Pixels): Square {
  const sums = [0, 0, 0];
  const products = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const count = pixels.width * pixels.height;
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      colourAt(pixels, x, y).forEach((one, i, colour) => {
        sums[i] = (sums[i] ?? 0) + one;
        colour.forEach((other, j) => {
          products[i * 3 + j] = (products[i * 3 + j] ?? 0) + one * other;
        });
      });
    }
  }
  const entry = (i: number, j: number) =>
    (products[i * 3 + j] ?? 0) / count - ((sums[i] ?? 0) / count) * ((sums[j] ?? 0) / count);
  return [
    [entry(0, 0), entry(0, 1), entry(0, 2)],
    [entry(1, 0), entry(1, 1), entry(1, 2)],
    [entry(2, 0), entry(2, 1), entry(2, 2)],
  ];
}

/** Jacobi's method: turns the largest two entries off the diagonal to zero, until none is left. Ten sweeps are more than 3 × 3 needs. */
function eigen(matrix: Square): ColourAxes {
  const vectors: Square = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < 10; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      if (matrix[p][q] === 0) continue;
      const angle = Math.atan2(2 * matrix[p][q], matrix[q][q] - matrix[p][p]) / 2;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (const k of [0, 1, 2] as const) {
        const [kp, kq] = [matrix[k][p], matrix[k][q]];
        matrix[k][p] = cos * kp - sin * kq;
        matrix[k][q] = sin * kp + cos * kq;
      }
      for (const k of [0, 1, 2] as const) {
        const [pk, qk] = [matrix[p][k], matrix[q][k]];
        matrix[p][k] = cos * pk - sin * qk;
        matrix[q][k] = sin * pk + cos * qk;
      }
      for (const row of vectors) {
        const [vp, vq] = [row[p], row[q]];
        row[p] = cos * vp - sin * vq;
        row[q] = sin * vp + cos * vq;
      }
    }
  }
  const axis = (k: 0 | 1 | 2) => ({
    variance: Math.max(0, matrix[k][k]),
    vector: [vectors[0][k], vectors[1][k], vectors[2][k]] as const,
  });
  const [first, second, third] = [axis(0), axis(1), axis(2)].sort((a, b) => b.variance - a.variance);
  if (!first || !second || !third) throw new RangeError('Three axes have three variances');
  return {
    variances: [first.variance, second.variance, third.variance],
    axes: [first.vector, second.vector, third.vector],
  };
}
