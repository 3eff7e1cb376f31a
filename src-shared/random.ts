/** A stream of pseudo-random numbers; the same seed gives the same stream on every machine, to the last bit. */
export interface Random {
  /** Uniform 32-bit integer, 0 to 2³² − 1. */
  bits(): number;
  /** Uniform in [low, high), in steps of (high − low) / 2³². */
  uniform(low?: number, high?: number): number;
  /** Uniform integer from 0 to `count` − 1. */
  int(count: number): number;
  /** Normally distributed, mean 0 and standard deviation 1. */
  normal(): number;
  /** One element of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** A copy of the list in random order (Fisher–Yates). */
  shuffle<T>(list: readonly T[]): T[];
}

/**
 * A generator seeded by any mix of numbers and strings: `random(seed, 'split')` and `random(seed, 'augment', epoch)` are
 * independent streams. Only integer arithmetic and exact IEEE operations are used (no `Math.sin` or `Math.log`, whose
 * last bit differs between machines).
 */
export function random(...seed: readonly [number | string, ...(number | string)[]]): Random {
  const bits = sfc32(hash(JSON.stringify(seed)));
  const uniform = (low = 0, high = 1): number => low + (high - low) * (bits() / 2 ** 32);
  const int = (count: number): number => Math.floor(uniform(0, count));
  return {
    bits,
    uniform,
    int,
    normal: () => normal(uniform),
    pick: (list) => list[int(list.length)] ?? list[0],
    shuffle: (list) => shuffle(list, int),
  };
}

/** 96 bits of hash: three lanes that multiply by different odd numbers, so that they do not collide together. */
function hash(text: string): [number, number, number] {
  let [a, b, c] = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
    c = Math.imul(c ^ code, 0x2c1b3c6d);
    a ^= a >>> 15;
    b ^= b >>> 13;
    c ^= c >>> 16;
  }
  return [a, b, c];
}

/** Chris Doty-Humphrey's sfc32 (PractRand): 128 bits of state, passes PractRand and BigCrush. */
function sfc32([a, b, c]: [number, number, number]): () => number {
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The author's own seeding runs 12 rounds, so that seeds that differ in one bit have nothing in common.
  for (let round = 0; round < 12; round++) next();
  return next;
}

/**
 * C. F. F. Karney, "Sampling exactly from the normal distribution", ACM TOMS 42 (2016), algorithm N: needs nothing but
 * comparisons of uniform numbers, so it is exact and the same everywhere.
 */
function normal(uniform: () => number): number {
  for (;;) {
    let whole = 0;
    while (happens(0.5, uniform)) whole++;
    if (!happensTimes(whole * (whole - 1), 0.5, uniform)) continue;
    const part = uniform();
    if (!happensTimes(whole + 1, (part * (2 * whole + part)) / (2 * whole + 2), uniform)) continue;
    return uniform() < 0.5 ? whole + part : -(whole + part);
  }
}

function happensTimes(times: number, x: number, uniform: () => number): boolean {
  for (let i = 0; i < times; i++) if (!happens(x, uniform)) return false;
  return true;
}

/** True with probability exp(−x), 0 ≤ x ≤ 1 (von Neumann): whether a run of falling numbers below x has even length. */
function happens(x: number, uniform: () => number): boolean {
  let even = true;
  for (let last = x, next = uniform(); next < last; next = uniform()) {
    last = next;
    even = !even;
  }
  return even;
}

function shuffle<T>(list: readonly T[], int: (count: number) => number): T[] {
  const keys = list.map((item) => ({ item }));
  const result: T[] = [];
  for (let left = keys.length; left > 0; left--) {
    const at = int(left);
    const chosen = keys[at];
    const last = keys[left - 1];
    if (!chosen || !last) break;
    result.push(chosen.item);
    keys[at] = last;
  }
  return result;
}
