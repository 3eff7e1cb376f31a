import { interpolateMagma, interpolatePuOr } from 'd3-scale-chromatic';

/**
 * How numbers become colours, by scales that stay apart under every common colour blindness: `strength` from black (least) to pale
 * yellow in even steps of lightness, `signed` from orange (negative) over white (zero) to violet (positive).
 */
export type ColourScale = 'strength' | 'signed';

/** Bytes of red, green and blue for each of 256 values, one after another. */
export type ColourTable = Uint8Array;

const LEVELS = 256;

/** Red, green and blue of what is not a number: a green that neither scale has, nor comes near under colour blindness. */
export const NOT_A_NUMBER = [0, 168, 140] as const;

const TABLES: Readonly<Record<ColourScale, ColourTable>> = {
  strength: tableOf(interpolateMagma),
  // The library has it from violet to orange.
  signed: tableOf((share) => interpolatePuOr(1 - share)),
};

/** The colours of a scale. */
export function colourTable(scale: ColourScale): ColourTable {
  return TABLES[scale];
}

/** A CSS gradient from a scale's least to its largest value, for legends. */
export function gradientOf(scale: ColourScale): string {
  const table = colourTable(scale);
  const stops = Array.from({ length: 9 }, (_, index) => {
    const at = Math.round((index / 8) * (LEVELS - 1)) * 3;
    return `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

function tableOf(colour: (share: number) => string): ColourTable {
  const table = new Uint8Array(LEVELS * 3);
  for (let level = 0; level < LEVELS; level++) {
    table.set(partsOf(colour(level / (LEVELS - 1))), level * 3);
  }
  return table;
}

/** `#0b0a1f` and `rgb(11, 10, 31)`: the library gives both. */
function partsOf(colour: string): number[] {
  return colour.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/\d+/g) ?? []).map(Number);
}
