/** What the desktop shell's preload puts on `window.alexnetStudio`; absent in a browser. */
export interface DesktopBridge {
  /**
   * Asks the main process for a channel. The preload answers with `window.postMessage(PORT_MESSAGE, '*', [port])`; the port
   * carries the oRPC contract. May be called again when a port has closed.
   */
  requestPort(): void;
  /** Absolute path of a file or folder that was dropped or picked; empty where it has none (a pasted picture). */
  pathForFile(file: File): string;
}

declare global {
  interface Window {
    readonly alexnetStudio?: DesktopBridge;
  }
}

/** The message by which the preload hands a port over. */
export const PORT_MESSAGE = 'alexnet-studio:port';
