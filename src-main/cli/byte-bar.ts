import { Presets, SingleBar } from 'cli-progress';

/** A bar of megabytes on standard error, with the time left. */
export interface ByteBar {
  add(bytes: number, total: number): void;
  set(done: number, total: number): void;
  stop(): void;
}

/** `doing` stands before the bar. */
export function byteBar(doing: string): ByteBar {
  const bar = new SingleBar(
    {
      format: `${doing} {bar} {value}/{total} MB, {eta_formatted} left`,
      hideCursor: true,
      stream: process.stderr,
      noTTYOutput: false,
      barsize: 24,
    },
    Presets.shades_grey,
  );
  let bytes = 0;
  const set = (done: number, total: number) => {
    bytes = done;
    if (!bar.isActive) bar.start(Math.ceil(total / 1e6), 0);
    bar.update(Math.floor(done / 1e6));
  };
  return { set, add: (more, total) => set(bytes + more, total), stop: () => bar.stop() };
}
