import { UMAP } from 'umap-js';
import { random } from '../../../../src-shared/random.ts';

/** What is to be drawn on a plane: float32 `[pictures, units]`. */
export interface UmapTask {
  readonly features: Float32Array;
  readonly units: number;
}

export type UmapMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly places: Float32Array };

/** Epochs between two words on how far it is. */
const WORD_EVERY = 10;
const NEIGHBOURS = 15;

/**
 * UMAP (McInnes et al. 2018) with its usual settings: 15 neighbours, minimal distance 0.1. In a worker, because the search for neighbours takes
 * seconds on thousands of pictures. The same features give the same drawing.
 */
self.onmessage = ({ data: { features, units } }: MessageEvent<UmapTask>) => {
  const rows = Array.from({ length: features.length / units }, (_, row) =>
    Array.from(features.subarray(row * units, (row + 1) * units)),
  );
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(NEIGHBOURS, rows.length - 1),
    minDist: 0.1,
    random: random(1, 'umap').uniform,
  });
  const total = umap.initializeFit(rows);
  for (let done = 1; done <= total; done++) {
    umap.step();
    if (done % WORD_EVERY === 0) say({ type: 'progress', done, total });
  }
  say({ type: 'done', places: Float32Array.from(umap.getEmbedding().flat()) });
};

function say(message: UmapMessage): void {
  self.postMessage(message);
}
