/**
 * Addresses of what does not go over the contract. The desktop window and the browser use the same ones; the contract itself
 * travels by MessagePort in the window and by a WebSocket on `RPC_PATH` in the browser.
 */
export const RPC_PATH = '/rpc';
export const PICTURES_PATH = '/pictures';
export const UPLOADS_PATH = '/uploads';
export const INSPECT_PATH = '/inspect';

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
