import { z } from 'zod';
import { AppError } from '../../src-shared/errors.ts';
import { PICTURES_PATH, THUMBNAIL_SIZES } from '../../src-shared/routes.ts';
import type { Thumbnails } from '../services/thumbnails.ts';

const Query = z.object({
  size: z.coerce.number().pipe(z.literal([...THUMBNAIL_SIZES])),
  crc: z
    .string()
    .regex(/^[0-9a-f]{1,8}$/)
    .optional(),
});

/**
 * Answers `/pictures/<slot>?size=<edge>[&crc=<hex>]` with WebP. Slots are used again once their picture is gone, so only an address that
 * names the right checksum may be kept for ever; another checksum than the record's is not found.
 */
export async function thumbnailResponse(request: Request, thumbnails: Thumbnails): Promise<Response> {
  const url = new URL(request.url);
  const slot = url.pathname.slice(PICTURES_PATH.length + 1);
  const query = Query.safeParse(Object.fromEntries(url.searchParams));
  if (!/^\d{1,9}$/.test(slot) || !query.success) {
    throw new AppError(
      'bad-request',
      `A picture's address is ${PICTURES_PATH}/<slot>?size=${THUMBNAIL_SIZES.join('|')}.`,
    );
  }
  const checksum = thumbnails.checksum(Number(slot))?.toString(16);
  const { size, crc } = query.data;
  if (checksum === undefined || (crc !== undefined && crc !== checksum)) {
    throw new AppError('not-found', 'There is no such picture.');
  }
  const caching = crc === undefined ? 'no-cache' : 'private, max-age=31536000, immutable';
  const headers = { 'content-type': 'image/webp', 'cache-control': caching, etag: `"${checksum}-${size}"` };
  if (request.headers.get('if-none-match') === headers.etag)
    return new Response(null, { status: 304, headers });
  return new Response(await thumbnails.render(Number(slot), size), { headers });
}
