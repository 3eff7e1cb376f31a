import { AppError } from '../../src-shared/errors.ts';
import { SERIES_PATH } from '../../src-shared/routes.ts';
import { SeriesRequest } from '../../src-shared/series/series-request.ts';
import type { Series } from '../services/series.ts';

/** Answers `/series?…` (see `seriesUrl`) with the numbers of charts. */
export async function seriesResponse(request: Request, series: Pick<Series, 'read'>): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const query = SeriesRequest.safeParse({
    ...Object.fromEntries(searchParams),
    runs: searchParams.getAll('run'),
  });
  if (!query.success) {
    throw new AppError('bad-request', `This is not an address of series below ${SERIES_PATH}.`);
  }
  return new Response(await series.read(query.data), {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
  });
}
