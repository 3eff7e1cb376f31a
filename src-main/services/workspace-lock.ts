import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { check, lock } from 'proper-lockfile';
import { z } from 'zod';
import { AppError } from '../../src-shared/errors.ts';

/** Who holds a workspace. A process id means something on its own machine only. */
const Owner = z.object({ pid: z.number().int(), host: z.string() });

/** A lock that shows no sign of life for so long is nobody's. */
const STALE_MS = 10_000;

/**
 * Makes this process the only one that writes to the workspace; returns how to give it up. The lock of a killed process is taken over at
 * once where its process id is gone, else ten seconds after its last sign of life. Errors: `locked`.
 */
export async function lockWorkspace(
  folder: string,
  onLost: (cause: Error) => void,
): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const real = await realpath(folder);
  // Taking over is several steps, so whoever wants in goes through this gate, one at a time.
  const leaveGate = await lock(join(real, 'gate'), {
    realpath: false,
    stale: 2000,
    retries: { retries: 30, minTimeout: 50, maxTimeout: 100 },
  });
  try {
    return await takeLock(real, onLost);
  } finally {
    await leaveGate();
  }
}

/** Whether a process that lives has the workspace open for writing. */
export async function hasWriter(folder: string): Promise<boolean> {
  const writer = join(await realpath(folder), 'writer');
  if (!(await check(writer, { realpath: false, stale: STALE_MS }))) return false;
  const owner = await readOwner(`${writer}.json`);
  return owner === null || isAlive(owner);
}

async function takeLock(folder: string, onLost: (cause: Error) => void): Promise<() => Promise<void>> {
  const writer = join(folder, 'writer');
  const ownerFile = `${writer}.json`;
  const take = () => lock(writer, { realpath: false, stale: STALE_MS, onCompromised: onLost });
  const release = await take().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOCKED') throw error;
    const owner = await readOwner(ownerFile);
    if (owner === null || isAlive(owner)) throw lockedError(folder, owner?.pid);
    await rm(`${writer}.lock`, { recursive: true, force: true });
    return take();
  });
  await writeFile(ownerFile, JSON.stringify({ pid: process.pid, host: hostname() }));
  return release;
}

async function readOwner(file: string): Promise<z.infer<typeof Owner> | null> {
  try {
    return Owner.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(owner: z.infer<typeof Owner>): boolean {
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, as another user's.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function lockedError(folder: string, pid: number | undefined): AppError {
  const who = pid === undefined ? 'Another AlexNet Studio' : `Another AlexNet Studio (process ${pid})`;
  return new AppError(
    'locked',
    `${who} is using the workspace ${folder}: close it, or choose another one with --workspace.`,
  );
}
