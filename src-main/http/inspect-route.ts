import { z } from 'zod';
import { AppError } from '../../src-shared/errors.ts';
import { InspectionId, LookId, RunId } from '../../src-shared/ids.ts';
import { INSPECT_PATH } from '../../src-shared/routes.ts';
import type { InspectBytes, Numbers } from '../services/inspect-answers.ts';
import { urlSegments } from './url-segments.ts';

const Address = z.union([
  z.tuple([z.literal('answers'), InspectionId, z.string()]),
  z.tuple([z.literal('looks'), LookId]),
  z.tuple([z.literal('filters'), RunId, z.coerce.number().int().nonnegative()]),
]);

const Query = z.object({
  layer: z.string().optional(),
  index: z.coerce.number().int().nonnegative().optional(),
  scale: z.enum(['layer', 'channel', 'filter']).optional(),
});

/** Answers `/inspect/answers/<id>/<part>`, `/inspect/looks/<id>` and `/inspect/filters/<run>/<epoch>` with numbers; see routes.ts. */
export async function inspectResponse(request: Request, inspect: InspectBytes): Promise<Response> {
  const url = new URL(request.url);
  const address = Address.safeParse(urlSegments(url.pathname.slice(INSPECT_PATH.length)));
  const query = Query.safeParse(Object.fromEntries(url.searchParams));
  if (!address.success || !query.success) {
    throw new AppError('bad-request', `This is not an address of numbers below ${INSPECT_PATH}.`);
  }
  const [kind, id, rest] = address.data;
  switch (kind) {
    case 'answers':
      return numbersResponse(await inspect.part(id, { ...query.data, part: rest }));
    case 'looks':
      return numbersResponse(inspect.record(id));
    case 'filters':
      return numbersResponse(await inspect.filterEpoch(id, rest));
  }
}

/** An id means the same numbers for as long as it is known, and is not used again. */
function numbersResponse({ shape, data }: Numbers): Response {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  // None of these arrays is over shared memory, which a response would not take.
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, max-age=3600',
      'x-shape': shape.join(),
      'x-dtype': dtypeOf(data),
    },
  });
}

function dtypeOf(data: Numbers['data']): string {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Int32Array ? 'int32' : 'uint8';
}
