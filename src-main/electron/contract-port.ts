import { type IpcMain, MessageChannelMain } from 'electron';
import { PORT_READY, REQUEST_PORT } from './channels.ts';
import { isOwnSender } from './sender-check.ts';

/** What answers the contract on a port: oRPC's message port handler. */
export interface PortHandler {
  upgrade(port: Electron.MessagePortMain): void;
}

/** Gives each page that asks for it, and is ours, a port of its own. A port closes with its page. */
export function handOutPorts(ipcMain: IpcMain, handler: PortHandler): void {
  ipcMain.on(REQUEST_PORT, (event) => {
    const frame = event.senderFrame;
    if (frame === null || !isOwnSender(frame)) return;
    const { port1, port2 } = new MessageChannelMain();
    handler.upgrade(port1);
    port1.start();
    frame.postMessage(PORT_READY, null, [port2]);
  });
}
