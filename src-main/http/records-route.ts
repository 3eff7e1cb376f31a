import { z } from 'zod';
import { AppError } from '../../src-shared/errors.ts';
import { RunId } from '../../src-shared/ids.ts';
import { LARGEST_EDGE } from '../../src-shared/own-classifier.ts';
import { RECORDS_PATH } from '../../src-shared/routes.ts';
import { RECORD } from '../engine/protocol.ts';
import type { Classify } from '../services/classify.ts';
import type { ClassifyReader } from '../services/classify-reader.ts';
import type { Uploads } from '../services/uploads.ts';

const Query = z.object({
  edge: z.coerce.number().int().min(1).max(LARGEST_EDGE),
  path: z.string().min(1).max(4096).optional(),
});

export interface RecordsParts {
  reader: ClassifyReader;
  classify: Classify;
  uploads: Uploads;
}

/** Records of one request to the engine: more would only wait in memory. */
const MOST_RECORDS = 64;
const ANSWERS = `${RECORDS_PATH}/answers/`;

/** Answers `answersUrl` and `recordUrl` of routes.ts. A picture that cannot be read is no failure of the request: lists of pictures go on. */
export async function recordResponse(request: Request, parts: RecordsParts): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(ANSWERS))
    return await engineAnswers(request, pathname.slice(ANSWERS.length), parts);
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) {
    throw new AppError('bad-request', `A record's address is ${RECORDS_PATH}?edge=<pixels>[&path=<file>].`);
  }
  const { edge, path } = query.data;
  if ((request.method === 'GET') !== (path !== undefined)) {
    return new Response('GET with a path, or POST of a picture.', {
      status: 405,
      headers: { allow: 'GET, POST' },
    });
  }
  const read = await parts.reader.read(path ?? (await bodyOf(request, parts.uploads.limits.fileBytes)), edge);
  if ('reason' in read) return Response.json({ rejected: read.reason });
  return numbers(new Uint8Array(read.record));
}

async function engineAnswers(request: Request, run: string, { classify }: RecordsParts): Promise<Response> {
  const id = RunId.safeParse(run);
  if (!id.success || request.method !== 'POST') {
    throw new AppError('bad-request', `Records are POSTed to ${ANSWERS}<run>.`);
  }
  const records = await bodyOf(request, MOST_RECORDS * RECORD.bytes);
  return numbers(new Float32Array(await classify.records(id.data, records)));
}

function numbers(values: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>): Response {
  const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };
  return new Response(values, { headers });
}

async function bodyOf(request: Request, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.length;
    if (bytes > most)
      throw new AppError('bad-request', `More than ${most / 2 ** 20} MiB are not taken at once.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
