import { randomBytes } from 'node:crypto';
import { AppError, toAppError } from '../../src-shared/errors.ts';
import {
  CLASSIFIERS_PATH,
  DOWNLOADS_PATH,
  EXPORTS_PATH,
  INSPECT_PATH,
  MODELS_PATH,
  PICTURES_PATH,
  RECORDS_PATH,
  SERIES_PATH,
  UPLOADS_PATH,
} from '../../src-shared/routes.ts';
import type { Downloads } from '../services/downloads.ts';
import type { Exports } from '../services/exports.ts';
import type { InspectBytes } from '../services/inspect-answers.ts';
import type { OwnClassifiers } from '../services/own-classifiers.ts';
import type { RunModels } from '../services/run-models.ts';
import type { Series } from '../services/series.ts';
import type { Thumbnails } from '../services/thumbnails.ts';
import type { Uploads } from '../services/uploads.ts';
import { classifierResponse } from './classifier-route.ts';
import { downloadResponse } from './download-route.ts';
import { STATUS } from './error-status.ts';
import { exportResponse } from './export-route.ts';
import { securityHeaders } from './headers.ts';
import { inspectResponse } from './inspect-route.ts';
import { modelResponse } from './model-route.ts';
import { thumbnailResponse } from './picture-route.ts';
import { readStatic } from './read-static.ts';
import { type RecordsParts, recordResponse } from './records-route.ts';
import { seriesResponse } from './series-route.ts';
import { uploadResponse } from './upload-route.ts';

/** What the route needs: the built renderer's folder, and the services behind pictures, uploads and the inspector's numbers. */
export interface RouteParts extends RecordsParts {
  rendererFolder: string;
  thumbnails: Thumbnails;
  uploads: Uploads;
  inspect: InspectBytes;
  classifiers: OwnClassifiers;
  models: Pick<RunModels, 'get'>;
  exports: Pick<Exports, 'open'>;
  downloads: Downloads;
  series: Pick<Series, 'read'>;
  /** Told of everything that is a bug; people get a sentence without details. */
  onUnexpected(error: unknown): void;
}

export type Route = (request: Request) => Promise<Response>;

/** Stands in index.html wherever the nonce of the page's styles belongs. */
const NONCE_TOKEN = '__CSP_NONCE__';

/**
 * Answers every request of both shells that is not the contract: the window's own files, thumbnails, uploads, and the inspector's numbers. Who may ask at all is
 * decided before (headless/access.ts, electron/). Never throws.
 */
export function createRoute(parts: RouteParts): Route {
  return async (request) => {
    try {
      return await answer(request, parts);
    } catch (error) {
      const known = toAppError(error);
      if (known.code === 'internal') parts.onUnexpected(error);
      const message =
        known.code === 'internal' ? 'Something went wrong here; the log says more.' : known.message;
      return withHeaders(Response.json({ code: known.code, message }, { status: STATUS[known.code] ?? 500 }));
    }
  };
}

async function answer(request: Request, parts: RouteParts): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === UPLOADS_PATH || pathname.startsWith(`${UPLOADS_PATH}/`)) {
    return withHeaders(await uploadResponse(request, parts.uploads));
  }
  if (pathname === RECORDS_PATH || pathname.startsWith(`${RECORDS_PATH}/`)) {
    return withHeaders(await recordResponse(request, parts));
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return withHeaders(
      new Response('Only GET is answered here.', { status: 405, headers: { allow: 'GET, HEAD' } }),
    );
  }
  if (pathname.startsWith(`${CLASSIFIERS_PATH}/`)) {
    return withHeaders(await classifierResponse(request, parts.classifiers));
  }
  if (pathname.startsWith(`${PICTURES_PATH}/`)) {
    return withHeaders(await thumbnailResponse(request, parts.thumbnails));
  }
  if (pathname.startsWith(`${INSPECT_PATH}/`))
    return withHeaders(await inspectResponse(request, parts.inspect));
  if (pathname.startsWith(`${MODELS_PATH}/`)) {
    return withHeaders(await modelResponse(request, parts.models));
  }
  if (pathname.startsWith(`${EXPORTS_PATH}/`)) {
    return withHeaders(await exportResponse(request, parts.exports));
  }
  if (pathname.startsWith(`${DOWNLOADS_PATH}/`)) {
    return withHeaders(await downloadResponse(request, parts.downloads));
  }
  if (pathname === SERIES_PATH) return withHeaders(await seriesResponse(request, parts.series));
  return pathname === '/' ? indexPage(parts.rendererFolder) : staticFile(parts.rendererFolder, pathname);
}

/** A new nonce each time, in the page and in its policy. */
async function indexPage(root: string): Promise<Response> {
  const index = await readStatic(root, '/index.html');
  if (index === null) {
    throw new AppError(
      'not-found',
      'The window is not built yet: run "npm run build" in the project and start again.',
    );
  }
  const nonce = randomBytes(16).toString('base64');
  const html = new TextDecoder().decode(index.bytes).replaceAll(NONCE_TOKEN, nonce);
  return withHeaders(
    new Response(html, { headers: { 'content-type': index.type, 'cache-control': 'no-store' } }),
    nonce,
  );
}

async function staticFile(root: string, pathname: string): Promise<Response> {
  const file = pathname === '/index.html' ? null : await readStatic(root, pathname);
  // Never index.html for a missing file: a script or wasm module that is HTML fails far from its cause.
  if (file === null) return withHeaders(new Response('Not found.', { status: 404 }));
  // Vite puts a hash of the contents into every name below assets/.
  const caching = pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
  return withHeaders(
    new Response(file.bytes, { headers: { 'content-type': file.type, 'cache-control': caching } }),
  );
}

function withHeaders(response: Response, nonce?: string): Response {
  for (const [name, value] of Object.entries(securityHeaders(nonce))) response.headers.set(name, value);
  return response;
}
