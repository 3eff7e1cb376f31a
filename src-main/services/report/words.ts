/** What stands where a figure is not known. */
export const NOT_KNOWN = '–';

/** 0.9137 as `91.4 %`. */
export function percent(share: number | null | undefined): string {
  return share == null || !Number.isFinite(share) ? NOT_KNOWN : `${(share * 100).toFixed(1)} %`;
}

/** A loss with three digits behind the point. */
export function lossText(loss: number | null | undefined): string {
  return loss == null || !Number.isFinite(loss) ? NOT_KNOWN : loss.toFixed(loss >= 100 ? 1 : 3);
}

/** `8 s`, `3 min 5 s`, `2 h 14 min`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A day, the same in every locale: `2026-11-25`. */
export function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
