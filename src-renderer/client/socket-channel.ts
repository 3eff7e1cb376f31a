import { RPCLink } from '@orpc/client/websocket';
import type { Channel } from './channel.ts';

/** Opens a WebSocket to `url` and resolves once it carries messages; rejects where nothing answers. */
export function openSocketChannel(url: string): Promise<Channel> {
  const { promise, resolve, reject } = Promise.withResolvers<Channel>();
  const socket = new WebSocket(url);
  const closed = new Promise<void>((settle) => {
    socket.addEventListener('close', () => {
      settle();
      reject(new Error('AlexNet Studio does not answer.'));
    });
  });
  socket.addEventListener('open', () => resolve({ link: new RPCLink({ websocket: socket }), closed }));
  return promise;
}
