import { Readable } from 'node:stream';
import { AppError } from '../../src-shared/errors.ts';
import { ClassifierId } from '../../src-shared/ids.ts';
import { CLASSIFIERS_PATH } from '../../src-shared/routes.ts';
import type { OwnClassifiers } from '../services/own-classifiers.ts';

/** Answers `classifierUrl` of routes.ts with the file, streamed, its length announced. */
export async function classifierResponse(request: Request, classifiers: OwnClassifiers): Promise<Response> {
  const { pathname } = new URL(request.url);
  const id = ClassifierId.safeParse(pathname.slice(CLASSIFIERS_PATH.length + 1).replace(/\.onnx$/, ''));
  if (!id.success) {
    throw new AppError('bad-request', `A classifier's address is ${CLASSIFIERS_PATH}/<id>.onnx.`);
  }
  const { bytes, stream } = await classifiers.open(id.data);
  // Node's web streams have types of their own.
  const body = Readable.toWeb(Readable.from(stream)) as unknown as ReadableStream;
  return new Response(body, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes),
      'cache-control': 'no-store',
    },
  });
}
