import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Who may talk to this server: those who know the token, by one of the server's own names. */
export interface AccessRules {
  /** New each start unless the user set one. Comes once in the address (`/?token=`), then in a cookie; or with each request as bearer. */
  token: string;
  port: number;
  /** The address that the server listens on, as the user gave it. */
  host: string;
}

/** What a request says of itself; header values as they came, undefined where absent. */
export interface AccessRequest {
  method: string;
  /** Path with query. */
  url: string;
  host: string | undefined;
  origin: string | undefined;
  cookie: string | undefined;
  /** Of programs, which send the token with each request instead of signing in. */
  authorization: string | undefined;
  /** A WebSocket upgrade must name its origin: browsers always do. */
  upgrade: boolean;
}

export type Access =
  | { verdict: 'allow' }
  /** The right token came in the address: answer with the cookie and send the browser to the address without it. */
  | { verdict: 'sign-in'; setCookie: string; location: string }
  | { verdict: 'refuse'; status: 401 | 403; message: string };

/**
 * Decides on every request before anything else looks at it. Host and Origin guard against other pages of the browser (DNS rebinding,
 * cross-site requests), the token against other users and programs of the machine.
 */
export function checkAccess(request: AccessRequest, rules: AccessRules): Access {
  if (request.host === undefined || !isOwnHost(request.host, rules)) {
    return refuse(
      403,
      'AlexNet Studio does not answer to this host name: open the address that it printed when it started.',
    );
  }
  const ownOrigin = `http://${request.host}`;
  if (request.origin === undefined ? request.upgrade : request.origin !== ownOrigin) {
    return refuse(403, 'AlexNet Studio answers its own page only, not requests that come from another site.');
  }
  // Whole addresses (proxy requests) are as little ours as their hosts.
  if (!request.url.startsWith('/')) return refuse(403, 'AlexNet Studio is not a proxy.');
  const url = new URL(ownOrigin + request.url);
  const token = url.searchParams.get('token');
  if (url.pathname === '/' && token !== null && request.method === 'GET' && !request.upgrade) {
    if (!isSame(token, rules.token))
      return refuse(403, 'This address is of an earlier start: use the one printed last.');
    url.searchParams.delete('token');
    const setCookie = `${cookieName(rules)}=${rules.token}; Path=/; HttpOnly; SameSite=Strict`;
    return { verdict: 'sign-in', setCookie, location: url.pathname + url.search };
  }
  const bearer = /^Bearer +(\S+)$/i.exec(request.authorization ?? '')?.[1];
  if (!isSame(bearer ?? cookieOf(request.cookie, cookieName(rules)) ?? '', rules.token)) {
    return refuse(401, 'Open the address with the token that AlexNet Studio printed when it started.');
  }
  return { verdict: 'allow' };
}

/** Whether an address reaches this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function refuse(status: 401 | 403, message: string): Access {
  return { verdict: 'refuse', status, message };
}

/**
 * A name that only a DNS server decides on is never ours: that is what rebinding uses. On loopback only loopback's names count; when the user
 * opened the server to the network also addresses in digits, this machine's name and the one that was given.
 */
function isOwnHost(header: string, rules: AccessRules): boolean {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:/@\s]+)(?::(\d+))?$/.exec(header);
  if (!match?.[1] || Number(match[2] ?? 80) !== rules.port) return false;
  const name = match[1].replace(/^\[|\]$/g, '').toLowerCase();
  if (isLoopback(name)) return true;
  return (
    !isLoopback(rules.host) &&
    (isIP(name) !== 0 || name === hostname().toLowerCase() || name === rules.host.toLowerCase())
  );
}

/** Cookies do not know ports, so that servers side by side need names of their own. */
function cookieName(rules: AccessRules): string {
  return `alexnet-studio-${rules.port}`;
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
