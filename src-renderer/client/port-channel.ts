import { RPCLink } from '@orpc/client/message-port';
import { type DesktopBridge, PORT_MESSAGE } from './bridge.ts';
import type { Channel } from './channel.ts';

/** Asks the desktop shell for a port and resolves when it arrives. */
export function openPortChannel(bridge: DesktopBridge): Promise<Channel> {
  const { promise, resolve } = Promise.withResolvers<Channel>();
  const receive = (event: MessageEvent) => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
    window.removeEventListener('message', receive);
    const closed = new Promise<void>((settle) => port.addEventListener('close', () => settle()));
    const link = new RPCLink({ port });
    port.start();
    resolve({ link, closed });
  };
  window.addEventListener('message', receive);
  bridge.requestPort();
  return promise;
}
