// A fixed language, so that a folder is numbered the same on every machine.
const collator = new Intl.Collator('en', { numeric: true });

/** Compares names as people sort them: "img2" before "img10". Never 0 for different names. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}
