import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { APP_URL } from '../../src-main/electron/app-address.ts';
import { windowPreferences } from '../../src-main/electron/window-preferences.ts';
import { appFolder } from '../../src-main/paths.ts';
import { type Shell, startShell } from './start-shell.ts';

const ownFrame = { url: APP_URL, parent: null };

let folder: string;
let shell: Shell;

/** Starts the shell on a new folder and waits until it loads its page. */
async function open(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'shell-'));
  await openAgain();
}

async function openAgain(): Promise<void> {
  shell = startShell(folder);
  await called('window.loadURL');
}

async function close(): Promise<void> {
  shell.kill();
  await shell.ended;
  rmSync(folder, { recursive: true });
}

function called(name: string): Promise<unknown[]> {
  const find = () => {
    const call = shell.calls.find((one) => one.name === name);
    if (!call) throw new Error(`${name} was not called: ${names().join(', ')}`);
    return call.args;
  };
  const end = shell.ended.then((status): never => {
    throw new Error(`The shell ended with ${status} before ${name} was called`);
  });
  return Promise.race([vi.waitFor(find, { timeout: 30_000 }), end]);
}

const names = () => shell.calls.map((call) => call.name);

describe('the start', () => {
  beforeEach(open);
  afterEach(close);

  it('is done in an order that leaves no gap', async () => {
    const order = names();
    expect(order.slice(0, 4)).toEqual([
      'protocol.registerSchemesAsPrivileged',
      'app.enableSandbox',
      'app.requestSingleInstanceLock',
      'app.whenReady',
    ]);
    const load = order.indexOf('window.loadURL');
    for (const before of [
      'session.setPermissionRequestHandler',
      'session.setPermissionCheckHandler',
      'session.setDevicePermissionHandler',
      'session.setDisplayMediaRequestHandler',
      'protocol.handle',
      'contents.setWindowOpenHandler',
    ]) {
      expect(order.indexOf(before), before).toBeGreaterThan(-1);
      expect(order.indexOf(before), before).toBeLessThan(load);
    }
    expect(order).not.toContain('dialog.showErrorBox');
  });

  it('gives the window its preferences, and shows it when there is something to see', async () => {
    const [options] = await called('new BrowserWindow');
    const preload = join(appFolder, 'out/preload/preload.cjs');
    expect(options).toMatchObject({ show: false, webPreferences: windowPreferences(preload) });
    expect(await called('window.loadURL')).toEqual([APP_URL]);
    expect(names()).not.toContain('window.show');
    await shell.ask('emitWindow', 'ready-to-show');
    await called('window.show');
  });

  it('gives its protocol a real origin and no way around the policy', async () => {
    expect(await called('protocol.registerSchemesAsPrivileged')).toEqual([
      [
        {
          scheme: 'app',
          privileges: {
            standard: true,
            secure: true,
            supportFetchAPI: true,
            stream: true,
            codeCache: true,
          },
        },
      ],
    ]);
  });

  it('is left to the first instance, which comes to the front', async () => {
    await shell.ask('emitApp', 'second-instance');
    await called('window.focus');
    const second = startShell(folder, { STAND_IN_SECOND_INSTANCE: '1' });
    expect(await second.ended).toBe(0);
    expect(second.calls.map((call) => call.name)).not.toContain('new BrowserWindow');
  });

  it('says why where the workspace is in use, and ends', async () => {
    const other = startShell(folder);
    expect(await other.ended).toBe(1);
    const box = other.calls.find((call) => call.name === 'dialog.showErrorBox');
    expect(box?.args).toEqual([
      'AlexNet Studio cannot start',
      expect.stringMatching(/in use|another|already/i),
    ]);
  });
});

describe('the page', () => {
  beforeAll(open);
  afterAll(close);

  it('is served under the policy, with a new nonce each time', async () => {
    const page = { status: 200, body: expect.stringContaining('<div id="root">') };
    const first = await shell.ask('fetch', APP_URL, {});
    expect(first).toMatchObject(page);
    expect(first).toMatchObject({
      headers: {
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
      },
    });
    expect(await shell.ask('fetch', APP_URL, {})).not.toEqual(first);
  });

  it.each([
    ['app://elsewhere/', 404],
    ['app://alexnet-studio/..%2f..%2fpackage.json', 404],
    ['app://alexnet-studio/absent.js', 404],
    ['app://alexnet-studio/pictures/1?size=64', 404],
  ])('gets %s answered with %i', async (address, status) => {
    expect(await shell.ask('fetch', address, {})).toMatchObject({ status });
  });

  it('cannot go elsewhere, open windows, embed pages or get permissions', async () => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(await shell.ask('navigate', event, 'https://example.org/'), event).toBe(true);
      expect(await shell.ask('navigate', event, APP_URL), event).toBe(false);
    }
    expect(await shell.ask('open', 'https://example.org/')).toBe('deny');
    expect(await shell.ask('open', APP_URL)).toBe('deny');
    expect(await shell.ask('attachWebview')).toBe(true);
    expect(await shell.ask('permission', 'media', APP_URL)).toBe(false);
    expect(names()).not.toContain('shell.openExternal');
  });

  it('is loaded again when its process is gone, unless that goes on and on', async () => {
    for (let crash = 0; crash < 4; crash++) await shell.ask('crashPage', 'crashed');
    expect(names().filter((name) => name === 'window.reload')).toHaveLength(3);
    expect(await called('dialog.showErrorBox')).toEqual([
      'The window stopped working',
      expect.stringContaining('crashed'),
    ]);
  });
});

describe('the port', () => {
  beforeAll(open);
  afterAll(close);

  it('is given to our own page, and carries the contract', async () => {
    expect(await shell.ask('requestPort', ownFrame)).toBe(true);
    expect(await shell.ask('callContract', ['system', 'info'])).toMatchObject({ shell: 'desktop' });
  });

  it.each([
    ['a frame inside of it', { url: APP_URL, parent: {} }],
    ['another page', { url: 'https://example.org/', parent: null }],
    ['a frame that is gone', null],
  ])('is not given to %s', async (_who, frame) => {
    expect(await shell.ask('requestPort', frame)).toBe(false);
  });

  it('has folders imported by a process of Electron’s kind', async () => {
    const pictures = join(folder, 'pictures');
    for (const label of ['dark', 'light']) {
      mkdirSync(join(pictures, label), { recursive: true });
      for (let index = 0; index < 4; index++) {
        const shade = (label === 'dark' ? 10 : 200) + index;
        const background = { r: shade, g: shade, b: shade };
        await sharp({ create: { width: 64, height: 48, channels: 3, background } }).toFile(
          join(pictures, label, `${index}.png`),
        );
      }
    }
    await shell.ask('requestPort', ownFrame);
    await shell.ask('callContract', ['datasets', 'import'], { source: { kind: 'path', path: pictures } });
    await vi.waitFor(
      async () => {
        expect(await shell.ask('callContract', ['datasets', 'list'])).toMatchObject([
          { classes: ['dark', 'light'], rejected: 0 },
        ]);
      },
      { timeout: 50_000 },
    );
    await called('utilityProcess.fork');
  });
});

describe('the end', () => {
  beforeEach(open);
  afterEach(close);

  it('comes with the window, after the workspace is closed and the window’s place kept', async () => {
    expect(await shell.ask('closeWindow')).toBe(true);
    expect(await shell.ended).toBe(0);
    const state = JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'));
    expect(state).toEqual({ bounds: { x: 10, y: 20, width: 1300, height: 850 }, maximized: false });
    // Closed for good: the next instance may open it.
    await openAgain();
  });
});
