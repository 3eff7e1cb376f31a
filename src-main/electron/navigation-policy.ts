import { isOwnAddress } from './app-address.ts';

/** Pages outside that the program links to, opened in the user's browser: exact hosts, https only. */
const OUTSIDE_HOSTS: ReadonlySet<string> = new Set([
  'papers.nips.cc',
  'doi.org',
  'www.tensorflow.org',
  'www.electronjs.org',
]);

/** The window shows one page for all its life; routes inside it are not navigations. A reload is one, to the same page. */
export function mayNavigate(address: string): boolean {
  return isOwnAddress(address);
}

/** What becomes of a link that wants a window of its own: no window ever, and a few addresses go to the user's browser. */
export function outsideAddress(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return OUTSIDE_HOSTS.has(url.host) ? url.href : null;
}
