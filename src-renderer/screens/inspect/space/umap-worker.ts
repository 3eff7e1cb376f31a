import { UMAP } from 'umap-js';
import { random } from '../../../../src-shared/random.ts';

/** What is to be drawn on a plane: of each picture the nearest ones, itself first, and how far they are, `[pictures, count]`. */
export interface UmapTask {
  readonly nearest: Int32Array;
  readonly distances: Float32Array;
  readonly count: number;
}

export type UmapMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly places: Float32Array };

/** Epochs between two words on how far it is. */
const WORD_EVERY = 10;

/**
 * UMAP (McInnes et al. 2018) with its usual minimal distance of 0.1. In a worker, because it takes seconds for thousands of pictures. The same
 * neighbours give the same drawing.
 */
self.onmessage = ({ data: { nearest, distances, count } }: MessageEvent<UmapTask>) => {
  const pictures = nearest.length / count;
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: count,
    minDist: 0.1,
    random: random(1, 'umap').uniform,
  });
  umap.setPrecomputedKNN(rowsOf(nearest, count), rowsOf(distances, count));
  // Who is near is known, so of the pictures themselves only their number is read.
  const total = umap.initializeFit(Array.from({ length: pictures }, (_, picture) => [picture]));
  for (let done = 1; done <= total; done++) {
    umap.step();
    if (done % WORD_EVERY === 0) say({ type: 'progress', done, total });
  }
  say({ type: 'done', places: Float32Array.from(umap.getEmbedding().flat()) });
};

function rowsOf(values: Int32Array | Float32Array, count: number): number[][] {
  return Array.from({ length: values.length / count }, (_, row) =>
    Array.from(values.subarray(row * count, (row + 1) * count)),
  );
}

function say(message: UmapMessage): void {
  self.postMessage(message);
}
