import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hasWriter, lockWorkspace } from '../../src-main/services/workspace-lock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const onLost = (cause: Error) => {
  throw cause;
};

/** A process that holds the lock until it is killed. */
async function otherHolder() {
  const source = `
    import { lockWorkspace } from ${JSON.stringify(resolve('src-main/services/workspace-lock.ts'))};
    await lockWorkspace(${JSON.stringify(folder)}, () => {});
    console.log('locked');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

it('lets one writer in at a time, and says who is there', async () => {
  const release = await lockWorkspace(folder, onLost);
  await expect(lockWorkspace(folder, onLost)).rejects.toMatchObject({
    code: 'locked',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  expect(await hasWriter(folder)).toBe(true);
  await release();
  expect(await hasWriter(folder)).toBe(false);
  await (await lockWorkspace(folder, onLost))();
});

it('makes the folder where there is none', async () => {
  const inner = join(folder, 'a', 'b');
  await (await lockWorkspace(inner, onLost))();
});

it('refuses while another process has it, and takes over at once when that was killed', async () => {
  const other = await otherHolder();
  await expect(lockWorkspace(folder, onLost)).rejects.toMatchObject({
    message: expect.stringContaining(`process ${other.pid}`),
  });
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await hasWriter(folder)).toBe(false);
  await (await lockWorkspace(folder, onLost))();
});

it('gives a killed holder’s place to exactly one of many', async () => {
  const other = await otherHolder();
  other.kill('SIGKILL');
  await once(other, 'exit');
  const tries = await Promise.allSettled(Array.from({ length: 5 }, () => lockWorkspace(folder, onLost)));
  const releases = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(releases).toHaveLength(1);
  await releases[0]?.();
});
