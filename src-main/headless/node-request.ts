import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';

/** Node's request as the web's, its body still streaming. `origin` such as `http://127.0.0.1:8080`. */
export function toWebRequest(request: IncomingMessage, origin: string): Request {
  const method = request.method ?? 'GET';
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  // Joined as text: resolved against the origin, a path such as `//host/x` would become another host.
  const url = new URL(origin + (request.url ?? '/'));
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  // Whoever stops reading must not end the connection: the answer that says why is still to be sent on it.
  const body = ReadableStream.from(request.iterator({ destroyOnReturn: false }));
  return new Request(url, { method, headers, body, duplex: 'half' });
}

/** Writes the web's answer to Node's response. */
export async function sendWebResponse(
  answer: Response,
  response: ServerResponse,
  withBody: boolean,
): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (!withBody || answer.body === null) {
    response.end();
    return;
  }
  await pipeline(Readable.fromWeb(answer.body), response);
}
