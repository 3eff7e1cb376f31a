import { AppError } from '../../src-shared/errors.ts';
import { UploadId } from '../../src-shared/ids.ts';
import { UPLOADS_PATH } from '../../src-shared/routes.ts';
import type { Uploads } from '../services/uploads.ts';
import { urlSegments } from './url-segments.ts';

/**
 * `POST /uploads` opens an upload and answers `{uploadId}`; `PUT /uploads/<id>/<path>` streams one file of it; `DELETE /uploads/<id>`
 * drops it.
 */
export async function uploadResponse(request: Request, uploads: Uploads): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === UPLOADS_PATH && request.method === 'POST') {
    return Response.json({ uploadId: await uploads.create() }, { status: 201 });
  }
  const [rawId, ...path] = urlSegments(pathname.slice(UPLOADS_PATH.length)) ?? [];
  const id = UploadId.safeParse(rawId);
  if (!id.success) throw new AppError('bad-request', `This is not a file's address below ${UPLOADS_PATH}.`);
  if (request.method === 'PUT' && path.length > 0) {
    await putFile(request, uploads, id.data, path);
    return new Response(null, { status: 204 });
  }
  if (request.method === 'DELETE' && path.length === 0) {
    await uploads.remove(id.data);
    return new Response(null, { status: 204 });
  }
  return new Response('POST, PUT and DELETE are answered here.', {
    status: 405,
    headers: { allow: 'POST, PUT, DELETE' },
  });
}

async function putFile(request: Request, uploads: Uploads, id: UploadId, path: string[]): Promise<void> {
  // Refused before a byte is read where the browser says how much will come; the stream is counted as well.
  const announced = Number(request.headers.get('content-length') ?? 0);
  const isBundle = path.at(-1)?.endsWith('.alexnet') === true;
  const limits = uploads.limits;
  if (announced > (isBundle ? limits.totalBytes : limits.fileBytes)) {
    const limit = Math.floor((isBundle ? limits.totalBytes : limits.fileBytes) / 2 ** 20);
    throw new AppError('bad-request', `${path.join('/')} is larger than ${limit} MiB.`);
  }
  await uploads.write(id, path, request.body ?? new Blob([]).stream());
}
