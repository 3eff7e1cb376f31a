import { type Random, random } from '../random.ts';
import { quantile } from './quantile.ts';

/** Which pictures each run of a group got right: `[runs][pictures]`, 1 or 0. The runs differ by their seeds. */
export type Rights = readonly Uint8Array[];

/** The difference of two groups' mean accuracies, second less first, with its percentile interval; shares from −1 to 1. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Resamples two groups of runs on the same pictures, some at a time so that whoever calls can do other things in between. */
export interface PairedBootstrap {
  /** Draws so many more resamples. */
  draw(count: number): void;
  /** The interval of what was drawn that holds the share `level` of it. */
  interval(level: number): Difference;
}

/**
 * Paired bootstrap (Efron and Tibshirani 1993, chapter 13: percentile interval; for classifiers Berg-Kirkpatrick et al. 2012): each resample draws
 * pictures with replacement, the same ones for both groups, and in each group as many runs as it has, with replacement, so that the spread over
 * seeds counts too. The same seed gives the same interval. Both groups need a run, and all runs as many pictures.
 */
export function pairedBootstrap(first: Rights, second: Rights, seed: number): PairedBootstrap {
  const from = random(seed, 'paired bootstrap');
  const pictures = first[0]?.length ?? 0;
  const scores = new Float64Array(pictures);
  const drawn: number[] = [];
  const scoreAll = (firsts: Uint32Array, seconds: Uint32Array): void => {
    scores.fill(0);
    addScores(scores, first, firsts, -1 / first.length);
    addScores(scores, second, seconds, 1 / second.length);
  };
  scoreAll(new Uint32Array(first.length).fill(1), new Uint32Array(second.length).fill(1));
  const difference = meanOf(scores);
  const drawSum = sumDrawer(scores, from);
  const isOneAgainstOne = first.length === 1 && second.length === 1;

  return {
    draw(count) {
      for (let resample = 0; resample < count; resample++) {
        if (!isOneAgainstOne) scoreAll(drawnTimes(first.length, from), drawnTimes(second.length, from));
        drawn.push(drawSum() / pictures);
      }
    },
    interval(level) {
      const sorted = Float64Array.from(drawn).sort();
      const tail = (1 - level) / 2;
      return { difference, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
    },
  };
}

/**
 * Sums of as many scores as there are, drawn with replacement. A hundred million draws are common, so the generator (xorshift128, Marsaglia 2003) is
 * written out here in place of a call a draw.
 */
function sumDrawer(scores: Float64Array, from: Random): () => number {
  // A state of nothing but zeros would stay so.
  let [a, b, c, d] = [from.bits() | 1, from.bits(), from.bits(), from.bits()];
  const scale = scores.length / 2 ** 32;
  return () => {
    let sum = 0;
    let [w, x, y, z] = [a, b, c, d];
    for (let draw = 0; draw < scores.length; draw++) {
      const t = w ^ (w << 11);
      w = x;
      x = y;
      y = z;
      z = z ^ (z >>> 19) ^ t ^ (t >>> 8);
      sum += scores[Math.floor((z >>> 0) * scale)] ?? 0;
    }
    [a, b, c, d] = [w, x, y, z];
    return sum;
  };
}

/** How often each of `runs` came in as many draws with replacement. */
function drawnTimes(runs: number, from: Random): Uint32Array {
  const times = new Uint32Array(runs);
  for (let draw = 0; draw < runs; draw++) {
    const run = from.int(runs);
    times[run] = (times[run] ?? 0) + 1;
  }
  return times;
}

function addScores(scores: Float64Array, rights: Rights, times: Uint32Array, weight: number): void {
  for (const [run, right] of rights.entries()) {
    const share = (times[run] ?? 0) * weight;
    if (share === 0) continue;
    for (let picture = 0; picture < scores.length; picture++) {
      scores[picture] = (scores[picture] ?? 0) + share * (right[picture] ?? 0);
    }
  }
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
