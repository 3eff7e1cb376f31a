import { isOwnAddress } from './app-address.ts';

/** Copying figures and addresses; nothing else that a browser asks permission for is used. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Whether the page at this address gets a permission that Chromium asks for (its names, such as `media` or `geolocation`). */
export function mayUse(permission: string, address: string): boolean {
  return GRANTED.has(permission) && isOwnAddress(address);
}
