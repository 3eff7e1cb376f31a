/**
 * Addresses of what does not go over the contract. The desktop window and the browser use the same ones; the contract itself
 * travels by MessagePort in the window and by a WebSocket on `RPC_PATH` in the browser.
 */
export const RPC_PATH = '/rpc';
/** What other programs ask of the server in the browser's shell: contract/rest.ts. */
export const REST_PATH = '/api/v1';
export const PICTURES_PATH = '/pictures';
export const UPLOADS_PATH = '/uploads';
export const INSPECT_PATH = '/inspect';
export const SERIES_PATH = '/series';
export const RECORDS_PATH = '/records';
export const CLASSIFIERS_PATH = '/classifiers';
export const MODELS_PATH = '/models';
export const EXPORTS_PATH = '/exports';

/** Everything that the main process answers with bytes; in development the window's own files come from elsewhere. */
export const DATA_PATHS = [
  PICTURES_PATH,
  UPLOADS_PATH,
  INSPECT_PATH,
  SERIES_PATH,
  RECORDS_PATH,
  CLASSIFIERS_PATH,
  MODELS_PATH,
  EXPORTS_PATH,
  REST_PATH,
] as const;

export const DOWNLOADS_PATH = '/downloads';

/** Files of runs: all of a run, reports, and figures for other programs (TensorBoard's event file, tables). */
export const DOWNLOAD_KINDS = [
  'bundle',
  'report.html',
  'report.pdf',
  'steps.csv',
  'epochs.csv',
  'events',
] as const;
export type DownloadKind = (typeof DOWNLOAD_KINDS)[number];

/** Where a file of runs is read, as it is made. `pictures`: whether a bundle has those of the data sets. */
export function downloadUrl(kind: DownloadKind, runIds: readonly string[], pictures = false): string {
  const runs = runIds.map((id) => `run=${id}`).join('&');
  return `${DOWNLOADS_PATH}/${kind}?${runs}${pictures ? '&pictures=1' : ''}`;
}

/** Edge lengths that thumbnails come in, pixels. */
export const THUMBNAIL_SIZES = [64, 128, 256] as const;
export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number];

/** The thumbnail of a picture (WebP). The checksum makes the address change with the picture, so it may be cached for ever. */
export function pictureUrl(picture: { slot: number; checksum: number }, size: ThumbnailSize): string {
  return `${PICTURES_PATH}/${picture.slot}?size=${size}&crc=${picture.checksum.toString(16)}`;
}

/** Where a browser PUTs one file of an upload (the body is the file); `file` is its path below the dropped folder, with `/`. */
export function uploadFileUrl(uploadId: string, file: string): string {
  return `${UPLOADS_PATH}/${uploadId}/${file.split('/').map(encodeURIComponent).join('/')}`;
}

/** What to ask of an answer of the inspector; the procedures of contract/inspect.ts name the parts. */
export interface InspectionPart {
  part: string;
  layer?: string;
  /** Of `channel` and `filter`. */
  index?: number;
  /** Of `tiles`. */
  scale?: 'layer' | 'channel' | 'filter';
}

/** Numbers of an answer of the inspector: little-endian, row-major, the header `x-shape` says their shape (`96,55,55`) and `x-dtype` their type. */
export function inspectionUrl(inspectionId: string, { part, layer, index, scale }: InspectionPart): string {
  const query = Object.entries({ layer, index, scale })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
  return `${INSPECT_PATH}/answers/${inspectionId}/${part}${query === '' ? '' : `?${query}`}`;
}

/** The record of a picture that was read with `inspect.look`: uint8 [256, 256, 3]. */
export function lookUrl(lookId: string): string {
  return `${INSPECT_PATH}/looks/${lookId}`;
}

/** The first convolution's kernels after an epoch: float32 [filters, height, width, in / groups]. */
export function filterEpochUrl(runId: string, epoch: number): string {
  return `${INSPECT_PATH}/filters/${runId}/${epoch}`;
}

/**
 * A picture as networks see it: its record, uint8 [edge, edge, 3] (data/decode-picture.ts says how it is made). GET with the `path` of a file on the
 * machine of the program, or POST with a picture's bytes. What is no picture is answered with `{"rejected": reason}` as JSON.
 */
export function recordUrl(edge: number, path?: string): string {
  return `${RECORDS_PATH}?edge=${edge}${path === undefined ? '' : `&path=${encodeURIComponent(path)}`}`;
}

/** The file of a classifier from elsewhere. */
export function classifierUrl(classifierId: string): string {
  return `${CLASSIFIERS_PATH}/${classifierId}.onnx`;
}

/** The best checkpoint of a run as ONNX, float32; takes `pictures`, uint8 [n, height, width, 3] from the crop to records, gives `probabilities` [n, classes]. */
export function modelUrl(runId: string): string {
  return `${MODELS_PATH}/${runId}.onnx`;
}

/** What `exports.write` wrote, as a download. */
export function exportUrl(exportId: string): string {
  return `${EXPORTS_PATH}/${exportId}`;
}

/** Where the engine answers for a run: POST records, uint8 [n, 256, 256, 3], get probabilities, float32 [n, classes]. */
export function answersUrl(runId: string): string {
  return `${RECORDS_PATH}/answers/${runId}`;
}
