import { useSyncExternalStore } from 'react';

/**
 * Where the window is, for the router: the page's path and its query both stand behind the `#` (`#/compare/charts?runs=a,b`), so that an
 * address can be copied and opened in another tab as one. (The router's own hash location moves the query before the `#`.)
 */
export const hashRouting = {
  hook: (): [string, typeof navigate] => [useSyncExternalStore(subscribe, path), navigate],
  searchHook: () => useSyncExternalStore(subscribe, search),
  hrefs: (href: string) => `#${href}`,
};

/** Goes to a page; its query stands in `to`. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const address = `#${to}`;
  if (replace) location.replace(address);
  else location.assign(address);
}

function path(): string {
  const [before = ''] = location.hash.slice(1).split('?');
  return before.startsWith('/') ? before : `/${before}`;
}

/** Without the `?`. */
function search(): string {
  const start = location.hash.indexOf('?');
  return start < 0 ? '' : location.hash.slice(start + 1);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
