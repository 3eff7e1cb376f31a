import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { AppError } from '../../src-shared/errors.ts';
import { RunId } from '../../src-shared/ids.ts';
import { MODELS_PATH } from '../../src-shared/routes.ts';
import type { RunModels } from '../services/run-models.ts';

/**
 * Answers `/models/<runId>.onnx` with the run's best checkpoint, made now where it is not there yet; its length is announced, so that loading can show how
 * far it is.
 */
export async function modelResponse(request: Request, models: Pick<RunModels, 'get'>): Promise<Response> {
  const { pathname } = new URL(request.url);
  const id = RunId.safeParse(pathname.slice(MODELS_PATH.length + 1).replace(/\.onnx$/, ''));
  if (!id.success) throw new AppError('bad-request', `A model's address is ${MODELS_PATH}/<run>.onnx.`);
  const { file, bytes, tag } = await models.get(id.data, request.signal);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(bytes),
    'cache-control': 'private, no-cache',
    etag: `"${tag}"`,
  };
  if (request.headers.get('if-none-match') === headers.etag) {
    const { 'content-length': _, ...rest } = headers;
    return new Response(null, { status: 304, headers: rest });
  }
  if (request.method === 'HEAD') return new Response(null, { headers });
  // Node's web streams have types of their own.
  const body = Readable.toWeb(createReadStream(file)) as unknown as ReadableStream;
  return new Response(body, { headers });
}
