/** How numbers are coloured: `grey` as brightness 0..255, `signed` from orange (negative) over nothing to blue (positive). */
export type CellTone = 'grey' | 'signed';

/** Background and text of a cell; the text keeps 4.5:1 on it. `largest` is the magnitude that gets the full colour. */
export function cellColour(
  tone: CellTone,
  value: number,
  largest: number,
): { background: string; color: string } {
  if (tone === 'grey') {
    const grey = Math.round(Math.min(255, Math.max(0, value)));
    return { background: `rgb(${grey} ${grey} ${grey})`, color: grey > 118 ? '#000000' : '#ffffff' };
  }
  const strength = largest > 0 ? (Math.abs(value) / largest) * 50 : 0;
  const colour = value < 0 ? 'var(--chart-val)' : 'var(--chart-train)';
  return {
    background: `color-mix(in oklab, ${colour} ${strength.toFixed(1)}%, var(--surface-sunken))`,
    color: 'var(--text-strong)',
  };
}
