import { isOwnAddress } from './app-address.ts';

/** Copying figures and addresses; nothing else that a browser asks permission for is used, but the camera. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/**
 * Whether the page at this address gets a permission that Chromium asks for (its names, such as `media` or `geolocation`). Of `media` the camera is
 * granted, for a picture to look at, and never the microphone: `kinds` says which of them is asked for.
 */
export function mayUse(permission: string, address: string, kinds: readonly string[] = []): boolean {
  const isCamera = permission === 'media' && kinds.length > 0 && kinds.every((kind) => kind === 'video');
  return (GRANTED.has(permission) || isCamera) && isOwnAddress(address);
}
