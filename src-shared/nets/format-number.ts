/** 62378344 as `62,378,344`, as the deck prints counts, in every locale. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Bytes as Keras' summary prints them: binary units, two decimals: `237.95 MB`, `0.00 B`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(2)} ${units[unit]}`;
}
