import { describe, expect, it } from 'vitest';
import {
  type AccessRequest,
  type AccessRules,
  checkAccess,
  isLoopback,
} from '../../../src-main/headless/access.ts';

const rules: AccessRules = { token: 'right-token', port: 8080, host: '127.0.0.1' };
const plain: AccessRequest = {
  method: 'GET',
  url: '/',
  host: '127.0.0.1:8080',
  origin: undefined,
  cookie: 'alexnet-studio-8080=right-token',
  authorization: undefined,
  upgrade: false,
};
const check = (request: Partial<AccessRequest>, others: Partial<AccessRules> = {}) =>
  checkAccess({ ...plain, ...request }, { ...rules, ...others });

describe('checkAccess', () => {
  it('lets the page in that has the cookie', () => {
    expect(check({})).toEqual({ verdict: 'allow' });
    expect(check({ cookie: 'other=1; alexnet-studio-8080=right-token; more=2' })).toEqual({
      verdict: 'allow',
    });
    expect(check({ method: 'POST', url: '/uploads', origin: 'http://127.0.0.1:8080' })).toEqual({
      verdict: 'allow',
    });
  });

  it('lets a program in that sends the token as bearer', () => {
    const cookie = undefined;
    expect(check({ cookie, authorization: 'Bearer right-token' })).toEqual({ verdict: 'allow' });
    expect(check({ cookie, authorization: 'Bearer wrong-token' })).toMatchObject({ status: 401 });
    expect(check({ cookie, authorization: 'Basic right-token' })).toMatchObject({ status: 401 });
    // Who sends a wrong one is not let in by what the browser sends along.
    expect(check({ authorization: 'Bearer wrong-token' })).toMatchObject({ status: 401 });
  });

  it('gives a cookie for the token, and an address without it', () => {
    expect(check({ url: '/?token=right-token&view=1', cookie: undefined })).toEqual({
      verdict: 'sign-in',
      setCookie: 'alexnet-studio-8080=right-token; Path=/; HttpOnly; SameSite=Strict',
      location: '/?view=1',
    });
  });

  it.each([
    ['no cookie', { cookie: undefined }, 401],
    ['another server’s cookie', { cookie: 'alexnet-studio-9999=right-token' }, 401],
    ['a wrong cookie', { cookie: 'alexnet-studio-8080=wrong-token' }, 401],
    ['an empty cookie', { cookie: 'alexnet-studio-8080=' }, 401],
    ['a wrong token', { url: '/?token=wrong', cookie: undefined }, 403],
    ['the token on another path', { url: '/pictures/1?token=right-token', cookie: undefined }, 401],
    ['the token by POST', { url: '/?token=right-token', method: 'POST', cookie: undefined }, 401],
    ['a rebound name', { host: 'evil.example:8080' }, 403],
    ['a name that ends in ours', { host: '127.0.0.1.evil.example:8080' }, 403],
    ['a name that begins with 127', { host: '127.evil.example:8080' }, 403],
    ['credentials in the host', { host: 'x@127.0.0.1:8080' }, 403],
    ['another port', { host: '127.0.0.1:80' }, 403],
    ['no port', { host: '127.0.0.1' }, 403],
    ['no host', { host: undefined }, 403],
    ['another address of the network', { host: '192.168.1.5:8080' }, 403],
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another port’s page', { origin: 'http://127.0.0.1:9999' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['another spelling of loopback', { origin: 'http://localhost:8080' }, 403],
    ['a socket without an origin', { upgrade: true, url: '/rpc' }, 403],
    [
      'a socket without the cookie',
      { upgrade: true, url: '/rpc', origin: 'http://127.0.0.1:8080', cookie: '' },
      401,
    ],
    ['a proxy request', { url: 'http://127.0.0.1:8080/' }, 403],
  ] as const)('refuses %s', (_, request, status) => {
    const access = check(request);
    expect(access).toMatchObject({ verdict: 'refuse', status });
    expect(access.verdict === 'refuse' && access.message).toMatch(/^[A-Z][^\n]*\.$/);
  });

  it.each(['localhost:8080', '[::1]:8080', '127.0.0.1:8080', 'LOCALHOST:8080'])(
    'knows its own name %s',
    (host) => {
      expect(check({ host })).toEqual({ verdict: 'allow' });
    },
  );

  it('answers to addresses in digits and the given name once it is open to the network, and still to no other name', () => {
    const open = { host: '0.0.0.0' };
    expect(check({ host: '192.168.1.5:8080' }, open)).toEqual({ verdict: 'allow' });
    expect(check({ host: 'studio.lan:8080' }, { host: 'studio.lan' })).toEqual({ verdict: 'allow' });
    expect(check({ host: 'evil.example:8080' }, open)).toMatchObject({ status: 403 });
  });

  it('counts the port that HTTP implies', () => {
    expect(
      checkAccess(
        { ...plain, host: '127.0.0.1', cookie: 'alexnet-studio-80=right-token' },
        { ...rules, port: 80 },
      ),
    ).toEqual({ verdict: 'allow' });
  });
});

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.0.1', false],
    ['127.0.0.1.evil.example', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
