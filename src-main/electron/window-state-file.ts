import { readFileSync, writeFileSync } from 'node:fs';
import { WindowState } from './window-bounds.ts';

/** The state that `saveWindowState` left; null at the first start and where the file is unreadable, which loses a window's place at most. */
export function loadWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Synchronous, because a window that closes does not wait. */
export function saveWindowState(file: string, state: WindowState): void {
  writeFileSync(file, JSON.stringify(state));
}
