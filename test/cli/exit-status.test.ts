import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastJson, runCli } from '../helpers/run-cli.ts';

let workspace: string;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'cli-'));
});
afterAll(async () => {
  await rm(workspace, { recursive: true });
});
const run = (...args: string[]) => runCli(args, { ALEXNET_STUDIO_WORKSPACE: workspace });

describe('summary', () => {
  it('prints the deck’s table: twelve layers and 62,378,344 parameters', async () => {
    const summary = lastJson(await run('summary', '--json'));
    expect(Object.keys(summary)).toEqual(['net', 'layers', 'params']);
    expect(summary.params).toBe(62_378_344);
    expect(summary.layers).toHaveLength(12);
    expect(summary.layers[0]).toEqual({
      name: 'conv2d',
      type: 'Conv2D',
      output: [55, 55, 96],
      params: 34_944,
      formula: '(11 × 11 × 3) × 96 + 96 = 34,944',
    });
  });

  it('prints it for people too, for as many classes as they have', async () => {
    const { stdout, exitCode } = await run('summary', '--classes', '10');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('(4096 × 10) + 10 = 40,970');
  });
});

describe('doctor', () => {
  it('reports versions and devices, and needs no workspace', async () => {
    const result = await run('doctor', '--json', '--workspace', join(workspace, 'none'));
    expect(result).toMatchObject({ exitCode: 0 });
    expect(lastJson(result)).toEqual({
      node: process.versions.node,
      engine: {
        tensorflow: expect.stringMatching(/^\d+\.\d+\.\d+/),
        device: expect.stringMatching(/^(cpu|cuda)$/),
        devices: expect.arrayContaining([expect.any(String)]),
        precision: expect.stringMatching(/^(float32|bfloat16)$/),
      },
      sqlite: expect.stringMatching(/^3\./),
      workspace: join(workspace, 'none'),
    });
  });
});

describe('exit status', () => {
  it('is 2 for wrong usage', async () => {
    const { exitCode, stdout, stderr } = await run('nonsense');
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: "error: unknown command 'nonsense'\n",
    });
  });

  it('is 1 for what cannot be done, with one line that says why', async () => {
    const { exitCode, stdout, stderr } = await run('import', '/nonexistent/pictures', '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^error: There is no folder \/nonexistent\/pictures[^\n]*\n$/);
  });
});
