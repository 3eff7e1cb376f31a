import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Child, startChild } from '../../src-main/services/child.ts';
import type { AppError } from '../../src-shared/errors.ts';

const Said = z.object({ said: z.unknown() });
type Said = z.infer<typeof Said>;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'child-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs `source` as a child; `heard` gives its next message, `end` how it ended. */
async function run(source: string, options: { signal?: AbortSignal } = {}) {
  const entry = join(folder, 'entry.mjs');
  await writeFile(entry, source);
  const end = Promise.withResolvers<AppError | null>();
  const waiting: ((message: Said) => void)[] = [];
  const early: Said[] = [];
  const child: Child<unknown> = startChild<unknown, Said>({
    name: 'helper',
    entry,
    schema: Said,
    onMessage: (message) => (waiting.shift() ?? ((m: Said) => early.push(m)))(message),
    onExit: end.resolve,
    ...options,
  });
  const heard = (): Promise<Said> => {
    const first = early.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
  };
  return { child, heard, end: end.promise };
}

describe('a supervised child process', () => {
  it('carries typed arrays both ways', async () => {
    const { child, heard } = await run(
      `process.on('message', (m) => process.send({ said: m })); process.on('disconnect', () => process.exit());`,
    );
    child.send(new Uint8Array([1, 2, 3]));
    expect((await heard()).said).toEqual(new Uint8Array([1, 2, 3]));
    await child.stop();
  });

  it('ends without an error when it exits with status 0, after its last message was heard', async () => {
    const { heard, end } = await run(`process.send({ said: 'bye' }, () => process.disconnect());`);
    expect(await end).toBeNull();
    expect((await heard()).said).toBe('bye');
  });

  it('says what the child last wrote to stderr when it fails', async () => {
    const { end } = await run(`throw new TypeError('no such layer');`);
    const error = await end;
    expect(error?.code).toBe('engine-lost');
    expect(error?.message).toBe('The helper ended unexpectedly with status 1: TypeError: no such layer');
    expect(String(error?.cause)).toContain('entry.mjs');
  });

  it('tells a crash by its signal', async () => {
    const { end } = await run(`process.kill(process.pid, 'SIGSEGV'); setInterval(() => {}, 1000);`);
    expect(await end).toMatchObject({ code: 'engine-lost', message: 'The helper crashed (SIGSEGV).' });
  });

  it('takes a SIGKILL that nobody here sent for the system wanting its memory back', async () => {
    const { end } = await run(`process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);`);
    expect(await end).toMatchObject({ code: 'out-of-memory' });
  });

  it('ends the child when asked to, without an error', async () => {
    const { child, heard, end } = await run(
      `process.on('disconnect', () => process.exit()); process.send({ said: 'up' });`,
    );
    await heard();
    await child.stop();
    expect(await end).toBeNull();
  });

  it('kills a child that does not end by itself', async () => {
    const stop = new AbortController();
    const { child, heard, end } = await run(`setInterval(() => {}, 1000); process.send({ said: 'up' });`, {
      signal: stop.signal,
    });
    await heard();
    await child.stop(1);
    expect(await end).toBeNull();
  });

  it('stops by its signal, also one that was aborted before', async () => {
    const { end } = await run(`process.on('disconnect', () => process.exit());`, {
      signal: AbortSignal.abort(),
    });
    expect(await end).toBeNull();
  });

  it('ends a child that says what nobody understands', async () => {
    const { end } = await run(`process.send('hello'); setInterval(() => {}, 1000);`);
    expect(await end).toMatchObject({ code: 'internal' });
  });

  it('reports an entry that is not there', async () => {
    const end = Promise.withResolvers<AppError | null>();
    startChild({
      name: 'helper',
      entry: join(folder, 'none.mjs'),
      schema: Said,
      onMessage: () => {},
      onExit: end.resolve,
    });
    expect((await end.promise)?.message).toContain('Cannot find module');
  });
});
