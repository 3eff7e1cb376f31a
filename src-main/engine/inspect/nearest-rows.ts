import { rowDistance } from '../../../src-shared/row-distance.ts';
import type { Answer, Tensor } from '../protocol.ts';
import { loadTensorFlow } from '../tensorflow/load-tensorflow.ts';
import { requireNumbers } from './require-numbers.ts';
import type { Working } from './working.ts';

/** Rows that are compared with all others at once. */
const BATCH = 256;

interface Near {
  readonly row: number;
  readonly distance: number;
}

/**
 * Finds for each row of [rows, columns] the `count` rows nearest to it by Euclidean distance, itself first: `nearest` and `distances`, both [rows, count].
 *
 * They are found by |a|² + |b|² − 2ab, which is a product of matrices. Where rows are much alike, that sum loses digits: so the distances of those
 * that are found are worked out anew. Errors: `diverged` (values that are no numbers), `cancelled`.
 */
export async function nearestRows(
  { shape: [rows = 0, columns = 0], data }: Tensor,
  count: number,
  { progress }: Working,
): Promise<Answer> {
  const { tf } = loadTensorFlow();
  const most = Math.min(count, rows);
  const nearest = new Int32Array(rows * most);
  const distances = new Float32Array(rows * most);
  const all = tf.tensor2d(data, [rows, columns]);
  const lengths = tf.tidy(() => all.square().sum(1));
  try {
    requireNumbers(...tf.tidy(() => lengths.sum().dataSync()));
    for (let start = 0; start < rows; start += BATCH) {
      await progress(start, rows);
      const found = tf.tidy(() => {
        const some = all.slice([start, 0], [Math.min(BATCH, rows - start), columns]);
        // |a|² is the same for all that a row is compared with, and so for their order.
        const nearness = some.matMul(all, false, true).mul(2).sub(lengths);
        return tf.topk(nearness, most).indices.dataSync();
      });
      for (let at = 0; at * most < found.length; at++) {
        const others = found.subarray(at * most, (at + 1) * most);
        for (const [place, { row, distance }] of inOrder(data, columns, start + at, others).entries()) {
          nearest[(start + at) * most + place] = row;
          distances[(start + at) * most + place] = distance;
        }
      }
    }
  } finally {
    tf.dispose([all, lengths]);
  }
  return {
    tensors: {
      nearest: { shape: [rows, most], data: nearest },
      distances: { shape: [rows, most], data: distances },
    },
    figures: {},
  };
}

/** The rows that were found, nearest first, with the row itself in front: among many of the same it may not have been found. */
function inOrder(data: ArrayLike<number>, columns: number, row: number, found: ArrayLike<number>): Near[] {
  const others = Array.from(found, (other) => ({
    row: other,
    distance: rowDistance(data, row, data, other, columns),
  }))
    .filter((other) => other.row !== row)
    .sort((a, b) => a.distance - b.distance);
  return [{ row, distance: 0 }, ...others].slice(0, found.length);
}
