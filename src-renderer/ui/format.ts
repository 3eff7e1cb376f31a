/** What stands where a figure is not known (yet). */
export const UNKNOWN = '–';

/** 0.9137 as `91.4 %`; `digits` behind the point. */
export function formatPercent(share: number, digits = 1): string {
  if (Number.isNaN(share)) return UNKNOWN;
  return `${(share * 100).toFixed(digits)} %`;
}

/** Cross-entropy and the like: three digits behind the point, or a word where training went astray. */
export function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return Number.isNaN(loss) ? 'not a number' : 'infinite';
  return loss >= 100 ? loss.toFixed(1) : loss.toFixed(3);
}

/** Milliseconds as the two largest units that matter: `8 s`, `3 min 05 s`, `2 h 14 min`, `4 d 3 h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${pad(minutes % 60)} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Seconds that are guessed, so rounded to what a guess can carry: `a few seconds`, `40 s`, `12 min`, `3 h 20 min`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 8) return 'a few seconds';
  if (seconds < 90) return `${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const tens = Math.round(minutes / 10) * 10;
  const hours = Math.floor(tens / 60);
  if (hours < 48) return tens % 60 === 0 ? `${hours} h` : `${hours} h ${tens % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** Bytes in decimal units, as file managers show them: `0 B`, `812 kB`, `4.2 MB`, `270 MB`. */
export function formatSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Pictures a second: `0.8`, `54.3`, `1,240`. */
export function formatRate(perSecond: number): string {
  return perSecond < 100 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en-US');
}

/** Learning rates span many powers of ten: `0.01`, `0.00025`, `3.1e-7`. */
export function formatLearningRate(rate: number): string {
  if (rate === 0) return '0';
  return rate < 1e-4 ? rate.toExponential(1) : String(Number(rate.toPrecision(2)));
}

// Making one takes longer than the rest of a table's row.
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** A moment as people name it: `14:05` today, `yesterday 14:05`, `3 Nov`, `3 Nov 2024`. */
export function formatMoment(ms: number, now = Date.now()): string {
  const moment = new Date(ms);
  const today = new Date(now);
  const clock = CLOCK.format(moment);
  if (moment.toDateString() === today.toDateString()) return clock;
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (moment.toDateString() === yesterday.toDateString()) return `yesterday ${clock}`;
  return (moment.getFullYear() === today.getFullYear() ? DAY : DAY_OF_YEAR).format(moment);
}

/** `1 picture`, `2,000 pictures`: a count with its noun. */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
