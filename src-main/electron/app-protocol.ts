import { net, protocol, type Session } from 'electron';
import { DATA_PATHS } from '../../src-shared/routes.ts';
import type { Route } from '../http/route.ts';
import { APP_SCHEME, isOwnAddress } from './app-address.ts';

/** Makes `app:` a protocol with a real origin and `fetch`. Electron takes this once, before it is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/**
 * Answers `app:` with the route that the web shell uses too, for our own host only. With a development server (its origin) the window's
 * own files come from there, so that edits show at once.
 */
export function serveApp(session: Session, route: Route, developmentServer: string | undefined): void {
  session.protocol.handle(APP_SCHEME, (request) => {
    if (!isOwnAddress(request.url)) return new Response('Not found.', { status: 404 });
    const { pathname, search } = new URL(request.url);
    const isData = DATA_PATHS.some((path) => pathname === path || pathname.startsWith(`${path}/`));
    return developmentServer === undefined || isData
      ? route(request)
      : net.fetch(new URL(pathname + search, developmentServer).href);
  });
}
