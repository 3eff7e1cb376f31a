/** The desktop window's own protocol: a real origin, unlike `file:`, so storage, workers and the policy work as on the web. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'alexnet-studio';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/**
 * Whether an address is part of the program's own page. Compares parsed protocol and host: Node gives `origin` "null" for protocols it does
 * not know, and prefixes of text lie (`app://alexnet-studio.evil/`).
 */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.host === APP_HOST &&
    url.username === '' &&
    url.password === ''
  );
}
