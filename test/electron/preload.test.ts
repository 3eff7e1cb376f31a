import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { appFolder } from '../../src-main/paths.ts';
import { type DesktopBridge, PORT_MESSAGE } from '../../src-renderer/client/bridge.ts';

/** Runs the built preload as a sandboxed page does: with `require` of electron only, and nothing else of Node. */
function loadPreload() {
  const exposed = new Map<string, DesktopBridge>();
  const sent: string[] = [];
  const posted: unknown[] = [];
  const listeners = new Map<string, (event: { ports: object[] }) => void>();
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: DesktopBridge) => exposed.set(name, value) },
    ipcRenderer: {
      on: (channel: string, listener: (event: { ports: object[] }) => void) =>
        listeners.set(channel, listener),
      send: (channel: string) => sent.push(channel),
    },
    webUtils: { getPathForFile: (file: { name: string }) => `/home/${file.name}` },
  };
  runInNewContext(readFileSync(join(appFolder, 'out/preload/preload.cjs'), 'utf8'), {
    require: (name: string) => {
      if (name !== 'electron') throw new Error(`A sandboxed preload cannot load ${name}`);
      return electron;
    },
    module: {},
    exports: {},
    postMessage: (...message: unknown[]) => posted.push(message),
  });
  return { exposed, sent, posted, listeners };
}

it('exposes two functions and nothing else', () => {
  const { exposed } = loadPreload();
  expect([...exposed.keys()]).toEqual(['alexnetStudio']);
  expect(Object.keys(exposed.get('alexnetStudio') ?? {}).sort()).toEqual(['pathForFile', 'requestPort']);
});

it('asks for a port and hands it to the page', () => {
  const { exposed, sent, posted, listeners } = loadPreload();
  exposed.get('alexnetStudio')?.requestPort();
  expect(sent).toEqual(['request-port']);
  const port = {};
  listeners.get('port-ready')?.({ ports: [port] });
  expect(posted).toEqual([[PORT_MESSAGE, '*', [port]]]);
});

it('tells the path of a dropped file', () => {
  const bridge = loadPreload().exposed.get('alexnetStudio');
  expect(bridge?.pathForFile(new File([], 'cat.jpg'))).toBe('/home/cat.jpg');
});
