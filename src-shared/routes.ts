/**
 * Addresses of what does not go over the contract. The desktop window and the browser use the same ones; the contract itself
 * travels by MessagePort in the window and by a WebSocket on `RPC_PATH` in the browser.
 */
export const RPC_PATH = '/rpc';
export const PICTURES_PATH = '/pictures';
export const UPLOADS_PATH = '/uploads';

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
