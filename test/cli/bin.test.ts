import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { appFolder } from '../../src-main/paths.ts';
import { lastJson, startCli } from '../helpers/run-cli.ts';

const run = promisify(execFile);

/** The Node that people start us with: whatever is on their PATH, which may be too old for TypeScript. */
const outerPath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);

async function outerNode(): Promise<string> {
  const { stdout } = await run('node', ['-p', 'process.execPath'], {
    env: { ...process.env, PATH: outerPath },
  });
  return stdout.trim();
}

describe('bin.mjs', () => {
  it('runs under the Node of the machine, by that of the project if need be', async () => {
    const { ended } = startCli(['summary', '--json'], {}, { node: await outerNode(), entry: 'bin.mjs' });
    const result = await ended;
    expect(result.exitCode).toBe(0);
    expect(lastJson(result).params).toBe(62_378_344);
  });

  it('passes the exit status on', async () => {
    const { ended } = startCli(['nonsense'], {}, { node: await outerNode(), entry: 'bin.mjs' });
    expect((await ended).exitCode).toBe(2);
  });

  it('passes signals on, so that the server ends in its own way', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bin-'));
    const env = { ALEXNET_STUDIO_WORKSPACE: folder };
    const { child, ended } = startCli(['serve'], env, { node: await outerNode(), entry: 'bin.mjs' });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^Ending/) });
    await rm(folder, { recursive: true });
  });

  it('is what npx and npm run find', async () => {
    const env = { ...process.env, PATH: outerPath };
    for (const [command, args] of [
      ['npx', ['alexnet-studio', 'summary', '--json']],
      ['npm', ['run', '-s', 'cli', '--', 'summary', '--json']],
    ] as const) {
      const { stdout } = await run(command, args, { cwd: appFolder, env });
      expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '').params).toBe(62_378_344);
    }
  });
});
