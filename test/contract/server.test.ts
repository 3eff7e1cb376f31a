import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { StudioServer } from '../../src-main/headless/server.ts';
import { startServer } from '../../src-main/headless/server.ts';
import type { Workspace } from '../../src-main/services/open-workspace.ts';
import { RPC_PATH } from '../../src-shared/routes.ts';
import { openTemporaryWorkspace, signIn, startTestServer } from '../helpers/open-studio.ts';

let workspace: Workspace;
let server: StudioServer;
let own: { cookie: string; origin: string };

beforeAll(async () => {
  workspace = await openTemporaryWorkspace();
  server = await startTestServer(workspace);
  own = await signIn(server);
});
afterAll(async () => {
  await server.close();
  await workspace.close();
});

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A request with exactly these headers: `fetch` would not let a test lie about its host. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
        reject,
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('signing in', () => {
  it('takes the token of the address, gives a cookie, and shows the clean address', async () => {
    const { pathname, search } = new URL(server.address);
    const answer = await ask(pathname + search);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
    const page = await ask('/', { cookie: own.cookie });
    expect(page).toMatchObject({ status: 200, body: '<title>AlexNet Studio</title>' });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('refuses everybody else in one clear sentence', async () => {
    for (const answer of [await ask('/'), await ask('/?token=guess'), await ask('/pictures/1?size=64')]) {
      expect([401, 403]).toContain(answer.status);
      expect(answer.body).toMatch(/^[A-Z][^\n]+\.\n$/);
      expect(answer.headers['content-security-policy']).toBeDefined();
    }
  });

  it('gives every start a token of its own', async () => {
    const other = await startServer(workspace, { port: 0, host: '127.0.0.1' });
    expect(new URL(other.address).search).not.toBe(new URL(server.address).search);
    await other.close();
  });
});

describe('requests that browsers can be tricked into', () => {
  it('do not pass by another host name, though they have the cookie', async () => {
    expect((await ask('/', { ...own, host: `evil.example:${server.port}` })).status).toBe(403);
  });

  it('do not pass from another site, though they have the cookie', async () => {
    const answer = await ask('/uploads', { cookie: own.cookie, origin: 'https://evil.example' }, 'POST');
    expect(answer.status).toBe(403);
  });

  it.each([
    ['/../../etc/passwd', 404],
    ['/..%2f..%2fetc/passwd', 404],
    ['/%2e%2e/%2e%2e/etc/passwd', 404],
    ['//evil.example/', 404],
    ['/index.html%00', 404],
    ['/.git/config', 404],
  ])('%s leads nowhere', async (path, status) => {
    expect((await ask(path, own)).status).toBe(status);
  });
});

describe('the WebSocket', () => {
  /** The status that an upgrade is refused with, or 101. */
  const upgrade = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
      socket.once('open', () => {
        socket.close();
        resolve(101);
      });
      socket.once('unexpected-response', (_, response) => {
        response.resume();
        resolve(response.statusCode);
      });
      socket.once('error', () => {});
    });

  it('opens for the page, and for nobody else', async () => {
    expect(await upgrade(RPC_PATH, own)).toBe(101);
    expect(await upgrade(RPC_PATH, { origin: own.origin })).toBe(401);
    expect(await upgrade(RPC_PATH, { cookie: own.cookie })).toBe(403);
    expect(await upgrade(RPC_PATH, { ...own, origin: 'https://evil.example' })).toBe(403);
    expect(await upgrade(RPC_PATH, { ...own, host: `evil.example:${server.port}` })).toBe(403);
    expect(await upgrade('/elsewhere', own)).toBe(403);
  });
});

describe('uploads', () => {
  it('arrive whole, and what is refused is told even while the browser still sends', async () => {
    const opened = await ask('/uploads', own, 'POST');
    const { uploadId } = JSON.parse(opened.body);
    const body = 'x'.repeat(5 * 2 ** 20);
    expect((await ask(`/uploads/${uploadId}/a.bin`, own, 'PUT', body)).status).toBe(204);
    const again = await ask(`/uploads/${uploadId}/a.bin`, own, 'PUT', body);
    expect(again.status).toBe(409);
    expect(JSON.parse(again.body)).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('a.bin'),
    });
    expect((await ask('/', own)).status).toBe(200);
  });
});

describe('starting', () => {
  it('says when the port is taken', async () => {
    const start = startServer(workspace, { port: server.port, host: '127.0.0.1' });
    await expect(start).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('taken'),
    });
  });
});
