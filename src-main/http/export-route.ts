import { Readable } from 'node:stream';
import { AppError } from '../../src-shared/errors.ts';
import { ExportId } from '../../src-shared/ids.ts';
import { EXPORTS_PATH } from '../../src-shared/routes.ts';
import type { Exports } from '../services/exports.ts';

/** Answers `exportUrl` of routes.ts with the file, for the person's downloads. */
export async function exportResponse(request: Request, exports: Pick<Exports, 'open'>): Promise<Response> {
  const id = ExportId.safeParse(new URL(request.url).pathname.slice(EXPORTS_PATH.length + 1));
  if (!id.success) throw new AppError('bad-request', `An export's address is ${EXPORTS_PATH}/<id>.`);
  const { name, bytes, stream } = await exports.open(id.data);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    ...(bytes !== null && { 'content-length': String(bytes) }),
    'cache-control': 'no-store',
  };
  // Node's web streams have types of their own.
  const body = Readable.toWeb(Readable.from(stream)) as unknown as ReadableStream;
  return new Response(body, { headers });
}
