import { isOwnAddress } from './app-address.ts';

/** The part of Electron's `WebFrameMain` that says who sent a message. */
export interface SenderFrame {
  url: string;
  /** Null for the main frame of a window. */
  parent: object | null;
}

/** Messages count only from the main frame of our own page. The frame is null when it is gone before its message is read. */
export function isOwnSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url);
}
