import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** Where a program that people use without a terminal writes what went wrong. Writing never throws. */
export interface Log {
  info(area: string, text: string): void;
  /** With stack and causes. */
  error(area: string, error: unknown): void;
}

const MAX_BYTES = 5 * 2 ** 20;

/** Appends to `<folder>/alexnet-studio.log`; a file that has grown too long becomes `alexnet-studio.old.log`. */
export function createLog(folder: string): Log {
  const file = join(folder, 'alexnet-studio.log');
  const write = (level: string, area: string, text: string) => {
    try {
      mkdirSync(folder, { recursive: true });
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > MAX_BYTES) renameSync(file, join(folder, 'alexnet-studio.old.log'));
      appendFileSync(file, `${new Date().toISOString()} ${level} ${area}: ${text}\n`);
    } catch {
      // A full disk must not turn a report of trouble into more trouble.
    }
  };
  return {
    info: (area, text) => write('info', area, text),
    error: (area, error) => write('error', area, inspect(error)),
  };
}

/** For whoever only reads a workspace: writes nothing. */
export const silentLog: Log = { info: () => {}, error: () => {} };
