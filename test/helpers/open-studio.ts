import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { WebSocket } from 'ws';
import { type StudioServer, startServer } from '../../src-main/headless/server.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { createRouter } from '../../src-main/services/router.ts';
import type { contract } from '../../src-shared/contract/index.ts';
import { RPC_PATH } from '../../src-shared/routes.ts';

export type StudioClient = ContractRouterClient<typeof contract>;

/** A client of the contract, and how to hang up. */
export interface Connection {
  client: StudioClient;
  close(): Promise<void>;
}

/** A workspace in a temporary folder that is gone when it is closed. */
export async function openTemporaryWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-'));
  const workspace = await openWorkspace(folder, { mode: 'write' });
  return {
    ...workspace,
    async close(how) {
      await workspace.close(how);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The headless server on a free port, with a page of one line as its window. */
export async function startTestServer(workspace: Workspace): Promise<StudioServer> {
  const rendererFolder = join(workspace.folder, 'renderer');
  await mkdir(rendererFolder, { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), '<title>AlexNet Studio</title>');
  return startServer(workspace, { port: 0, host: '127.0.0.1', rendererFolder });
}

/** What the server's own page sends with every request, once it has signed in with the token. */
export async function signIn({ address }: StudioServer): Promise<{ cookie: string; origin: string }> {
  const answer = await fetch(address, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { cookie, origin: new URL(address).origin };
}

/** Speaks the contract as the browser does. */
export async function connectBySocket(server: StudioServer): Promise<Connection> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${RPC_PATH}`, { headers: await signIn(server) });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  // `ws` has the same methods as the browser's class, in types of its own.
  const websocket = socket as unknown as ConstructorParameters<typeof SocketLink>[0]['websocket'];
  return {
    client: createORPCClient(new SocketLink({ websocket })),
    close: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.terminate();
      }),
  };
}

/** Speaks the contract as the desktop window does. */
export async function connectByPort(workspace: Workspace): Promise<Connection> {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(createRouter(workspace, { shell: 'desktop' })).upgrade(port1);
  port1.start();
  port2.start();
  return {
    client: createORPCClient(new PortLink({ port: port2 })),
    async close() {
      port2.close();
    },
  };
}
