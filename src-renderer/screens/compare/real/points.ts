/** A difference of shares as percentage points with its sign: `+2.1`, `−0.4`, `0`. */
export function points(difference: number): string {
  const text = String(Number((Math.abs(difference) * 100).toFixed(1)));
  if (text === '0') return text;
  return `${difference < 0 ? '−' : '+'}${text}`;
}

/** A probability as it is commonly written: `0.031`, `< 0.001`. */
export function chance(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toPrecision(2);
}
