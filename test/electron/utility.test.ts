import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DISCONNECT, ECHO } from '../../src-main/electron/channels.ts';
import { appFolder } from '../../src-main/paths.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'utility-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Starts a script as Electron would start a child of ours, behind a port instead of a channel. */
function start(script: string) {
  const file = join(folder, 'child.mjs');
  writeFileSync(file, script);
  const child = fork(join(appFolder, 'out/main/utility.js'), [file], {
    execArgv: ['--import', join(import.meta.dirname, 'stand-in/parent-port.mjs')],
    serialization: 'advanced',
  });
  return { child, post: (message: unknown) => child.send({ toPort: message }) };
}

it('gives a child the channel of a forked process, for messages that keep their types', async () => {
  const { child, post } = start(`
    process.on('message', (numbers) => process.send(numbers.map((x) => 2 * x)));
    process.on('disconnect', () => process.exit(7));
  `);
  post(new Float32Array([1, 2.5]));
  expect(await once(child, 'message')).toEqual([new Float32Array([2, 5]), undefined]);
  post(DISCONNECT);
  expect(await once(child, 'exit')).toEqual([7, null]);
});

it('keeps messages until the child listens', async () => {
  const { child, post } = start(`
    await new Promise((resolve) => setImmediate(resolve));
    process.on('message', (message) => process.send(message));
  `);
  post('early');
  expect(await once(child, 'message')).toEqual(['early', undefined]);
  child.kill();
});

it('lets a child end only after its last message has arrived', async () => {
  const { child, post } = start(`
    process.on('message', () => {});
    process.send('last', () => process.exit(3));
  `);
  expect(await once(child, 'message')).toEqual(['last', undefined]);
  expect(await once(child, 'message')).toEqual([ECHO, undefined]);
  expect(child.exitCode).toBeNull();
  post(ECHO);
  expect(await once(child, 'exit')).toEqual([3, null]);
});

it('ends a child that closes its channel itself, in the same order', async () => {
  const { child, post } = start(`
    process.on('message', () => {});
    process.on('disconnect', () => process.exit(process.connected ? 1 : 4));
    process.disconnect();
  `);
  expect(await once(child, 'message')).toEqual([ECHO, undefined]);
  post(ECHO);
  expect(await once(child, 'exit')).toEqual([4, null]);
});
