import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { AppError } from '../../src-shared/errors.ts';
import { REST_PATH, RPC_PATH } from '../../src-shared/routes.ts';
import { securityHeaders } from '../http/headers.ts';
import { createRoute, type Route } from '../http/route.ts';
import { builtRendererFolder } from '../paths.ts';
import type { Workspace } from '../services/open-workspace.ts';
import { createRouter } from '../services/router.ts';
import { type Access, type AccessRules, checkAccess } from './access.ts';
import { sendWebResponse, toWebRequest } from './node-request.ts';
import { createRestHandler } from './rest/rest-handler.ts';

/** Largest message of the contract; the longest is a list of some thousand paths. */
const MAX_MESSAGE_BYTES = 8 * 2 ** 20;

export interface ServerOptions {
  /** 0: any free one. */
  port: number;
  /** Address to listen on; anything but loopback opens the workspace to the network. */
  host: string;
  /** What lets people and programs in; default a random one. */
  token?: string | undefined;
  /** The built window; default the program's own. */
  rendererFolder?: string;
}

export interface StudioServer {
  /** What to open in a browser, with the token of this start. */
  address: string;
  port: number;
  /** Ends every connection; the workspace stays open. */
  close(): Promise<void>;
}

/** Serves the window over HTTP and the contract over a WebSocket, to whoever has the token. Errors: conflict (the port is taken). */
export async function startServer(workspace: Workspace, options: ServerOptions): Promise<StudioServer> {
  const routeWindow = createRoute({
    ...workspace,
    rendererFolder: options.rendererFolder ?? builtRendererFolder,
    onUnexpected: (error) => workspace.log.error('http', error),
  });
  const rest = createRestHandler(workspace);
  const route: Route = (request) =>
    new URL(request.url).pathname.startsWith(`${REST_PATH}/`) ? rest(request) : routeWindow(request);
  const token = options.token ?? randomBytes(24).toString('base64url');
  const rules: AccessRules = { token, port: 0, host: options.host };
  const server = createServer((request, response) => {
    answerRequest(request, response, rules, route).catch((error) => {
      // A browser that goes to another page breaks its requests off; nobody is left to answer then.
      if (!response.destroyed) workspace.log.error('http', error);
      response.destroy();
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const contract = new RPCHandler(createRouter(workspace, { shell: 'web' }));
  server.on('upgrade', (request, socket, head) => {
    const refusal = refuseUpgrade(request, rules);
    if (refusal !== null) {
      refuseSocket(socket, refusal);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A message that is too large or malformed closes its own connection, nothing else.
      client.on('error', (error) => workspace.log.error('websocket', error));
      void contract.upgrade(client);
    });
  });

  rules.port = await listen(server, options);
  return {
    address: `http://${urlHost(options.host)}:${rules.port}/?token=${rules.token}`,
    port: rules.port,
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  rules: AccessRules,
  route: Route,
) {
  const access = checkAccess(accessRequest(request, false), rules);
  if (access.verdict === 'allow') {
    const answer = await route(toWebRequest(request, `http://${request.headers.host}`));
    await sendWebResponse(answer, response, request.method !== 'HEAD');
    // A browser reads the answer only after it has sent all of a refused file.
    request.resume();
    return;
  }
  const headers = { ...securityHeaders(), 'cache-control': 'no-store' };
  if (access.verdict === 'sign-in') {
    response.writeHead(303, { ...headers, 'set-cookie': access.setCookie, location: access.location }).end();
    return;
  }
  response
    .writeHead(access.status, { ...headers, 'content-type': 'text/plain; charset=utf-8' })
    .end(`${access.message}\n`);
}

function refuseUpgrade(
  request: IncomingMessage,
  rules: AccessRules,
): (Access & { verdict: 'refuse' }) | null {
  const access = checkAccess(accessRequest(request, true), rules);
  if (access.verdict === 'refuse') return access;
  const isContract = access.verdict === 'allow' && request.url === RPC_PATH;
  return isContract
    ? null
    : { verdict: 'refuse', status: 403, message: `The contract is spoken on ${RPC_PATH}.` };
}

function refuseSocket(socket: Duplex, refusal: { status: 401 | 403; message: string }): void {
  const reason = refusal.status === 401 ? 'Unauthorized' : 'Forbidden';
  socket.end(
    `HTTP/1.1 ${refusal.status} ${reason}\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n\r\n${refusal.message}\n`,
  );
}

function accessRequest(request: IncomingMessage, upgrade: boolean) {
  const { host, origin, cookie, authorization } = request.headers;
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    host,
    origin,
    cookie,
    authorization,
    upgrade,
  };
}

function listen(server: Server, { port, host }: ServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, port, host));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new AppError(
      'conflict',
      `Port ${port} is taken by another program: choose another one, or 0 for any free one.`,
    );
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new AppError('bad-request', `This machine has no address ${host}.`);
  }
  if (error.code === 'EACCES')
    return new AppError('bad-request', `Port ${port} needs administrator's rights: choose one above 1023.`);
  return error;
}

/** The address in a URL; an address that means "all" is reached by loopback. */
function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
