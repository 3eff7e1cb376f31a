import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { softmaxRows } from '../../../src-shared/softmax.ts';
import type { Explanation } from './class-gradient.ts';
import { fedPixels, type InspectSession } from './inspect-session.ts';
import type { Working } from './working.ts';

/** Places of the square on each axis; a row of them is a pass. */
export const PLACES = 15;

/** The square's side as a share of the picture's: three places, so that neighbours overlap. */
const SIDE = 3 / PLACES;

/**
 * Occlusion (Zeiler and Fergus 2014, section 4.2): by how much the class's probability falls when a grey square (the mean picture's colour) covers the
 * picture around each of 15 × 15 places: [15, 15].
 */
export async function occlusionMap(
  session: InspectSession,
  pixels: Float32Array,
  index: number,
  { progress }: Working,
): Promise<Explanation> {
  const { net, graph, classes } = session;
  const probabilities = (pictures: Float32Array): Float32Array => {
    const [logits = new Float32Array()] = session.run(fedPixels(session, pictures), [graph.logits]);
    const rows = softmaxRows(logits, classes.length);
    return rows.filter((_, at) => at % classes.length === index);
  };
  const [whole = 0] = probabilities(pixels);
  const map = new Float32Array(PLACES * PLACES);
  for (let row = 0; row < PLACES; row++) {
    await progress(row, PLACES);
    const pictures = new Float32Array(PLACES * pixels.length);
    for (let column = 0; column < PLACES; column++) {
      const picture = pictures.subarray(column * pixels.length, (column + 1) * pixels.length);
      picture.set(pixels);
      cover(picture, net.input, row, column);
    }
    for (const [column, probability] of probabilities(pictures).entries()) {
      map[row * PLACES + column] = whole - probability;
    }
  }
  return { map: { shape: [PLACES, PLACES], data: map } };
}

/** Sets the square around a place to 0, which is the mean picture behind the normalisation. */
export function cover(
  picture: Float32Array,
  [height, width, channels]: ImageShape,
  row: number,
  column: number,
): void {
  const [top, bottom] = span(row, height);
  const [left, right] = span(column, width);
  for (let y = top; y < bottom; y++) {
    picture.fill(0, (y * width + left) * channels, (y * width + right) * channels);
  }
}

function span(place: number, size: number): [from: number, to: number] {
  const middle = ((place + 0.5) * size) / PLACES;
  const half = (SIDE * size) / 2;
  return [Math.max(0, Math.round(middle - half)), Math.min(size, Math.round(middle + half))];
}
