import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type DesktopBridge, PORT_MESSAGE } from '../../src-renderer/client/bridge.ts';
import { PORT_READY, REQUEST_PORT } from './channels.ts';

/** The page's `window.postMessage`, which this file needs of the DOM and nothing else. */
declare function postMessage(message: string, targetOrigin: string, transfer: readonly object[]): void;

// Ports cannot cross the context bridge; a message to the page itself carries them over.
ipcRenderer.on(PORT_READY, (event) => postMessage(PORT_MESSAGE, '*', event.ports));

const bridge: DesktopBridge = {
  requestPort: () => ipcRenderer.send(REQUEST_PORT),
  pathForFile: (file) => webUtils.getPathForFile(file),
};
contextBridge.exposeInMainWorld('alexnetStudio', bridge);
