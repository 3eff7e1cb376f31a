import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '../../src-shared/errors.ts';
import { RunId } from '../../src-shared/ids.ts';
import { DOWNLOAD_KINDS, DOWNLOADS_PATH } from '../../src-shared/routes.ts';
import type { Downloads } from '../services/downloads.ts';
import { urlSegments } from './url-segments.ts';

const Address = z.object({
  kind: z.enum(DOWNLOAD_KINDS),
  runIds: z.array(RunId).min(1).max(1000),
  pictures: z.enum(['0', '1']).nullable(),
});

/** Answers `/downloads/<kind>?run=<id>&run=<id>` with a file to be saved, as it is made; see `downloadUrl`. */
export async function downloadResponse(request: Request, downloads: Downloads): Promise<Response> {
  const url = new URL(request.url);
  const address = Address.safeParse({
    kind: urlSegments(url.pathname.slice(DOWNLOADS_PATH.length))?.join('/'),
    runIds: url.searchParams.getAll('run'),
    pictures: url.searchParams.get('pictures'),
  });
  if (!address.success) {
    throw new AppError('bad-request', `This is not an address of a download below ${DOWNLOADS_PATH}.`);
  }
  const { kind, runIds, pictures } = address.data;
  const { fileName, type, bytes, body } = await downloads.open({ kind, runIds, pictures: pictures === '1' });
  const headers = new Headers({
    'content-type': type,
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  });
  // With the length a browser tells how much is left.
  if (bytes !== null) headers.set('content-length', String(bytes));
  if (request.method === 'HEAD') {
    body.destroy();
    return new Response(null, { headers });
  }
  // Node's web streams have types of their own.
  return new Response(Readable.toWeb(body) as unknown as globalThis.ReadableStream, { headers });
}
