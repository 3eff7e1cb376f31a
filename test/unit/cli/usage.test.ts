import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../../../src-main/cli/program.ts';
import { UsageError } from '../../../src-main/cli/usage-error.ts';
import { AppError } from '../../../src-shared/errors.ts';

let workspace: string;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'cli-'));
});
afterAll(async () => {
  await rm(workspace, { recursive: true });
});

/** Runs a command line in this process; what it says of itself, and what it throws. */
async function run(args: readonly string[]): Promise<{ said: string; thrown: unknown }> {
  let said = '';
  const write = (text: string) => {
    said += text;
  };
  const program = await createProgram(args);
  for (const one of [program, ...program.commands]) one.configureOutput({ writeOut: write, writeErr: write });
  try {
    await program.parseAsync(args, { from: 'user' });
    return { said, thrown: null };
  } catch (thrown) {
    return { said, thrown };
  }
}

describe('wrong usage', () => {
  it.each([
    ['an unknown command', ['nonsense'], /unknown command 'nonsense'/],
    ['an unknown option', ['summary', '--clases', '3'], /unknown option '--clases'[\s\S]*--classes/],
    ['an unknown network', ['summary', '--net', 'vgg'], /vgg.*alexnet/],
    ['too few classes', ['summary', '--classes', '1'], />=2/],
    ['no data set', ['train'], /--dataset/],
    ['a missing value', ['train', '--dataset'], /argument missing/],
    ['a negative rate', ['train', '--dataset', 'x', '--lr', '-1'], /--lr .*>0/],
    ['a fraction of epochs', ['train', '--dataset', 'x', '--epochs', '1.5'], /--epochs .*int/],
    [
      'an unknown precision',
      ['train', '--dataset', 'x', '--precision', 'float8'],
      /auto, float32, bfloat16, float16/,
    ],
    ['an unknown split', ['evaluate', '--run', 'x', '--split', 'all'], /train, val, test/],
    ['three views', ['evaluate', '--run', 'x', '--views', '3'], /1 or 10/],
    ['a share above one', ['import', 'x', '--val', '1.5'], /--val /],
    ['an unknown format', ['export', '--run', 'x', '--format', 'gif', '--out', 'y'], /onnx, .*safetensors/],
    [
      'an option that a format does not know',
      ['export', '--run', 'x', '--format', 'safetensors', '--float16', '--out', 'y'],
      /--float16 .*safetensors/,
    ],
    ['one run to compare', ['compare', 'x'], /missing required argument/],
    ['a port out of range', ['serve', '--port', '70000'], /--port .*65535/],
  ])('%s is said in a line', async (_, args, message) => {
    const { said, thrown } = await run(args);
    expect(thrown instanceof CommanderError || thrown instanceof UsageError).toBe(true);
    expect(said + (thrown instanceof UsageError ? thrown.message : '')).toMatch(message);
    expect(said.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('without a command shows what there is', async () => {
    expect((await run([])).said).toContain('Usage: alexnet-studio');
  });
});

describe('what is not there', () => {
  it.each([
    ['a workspace', ['datasets', '--workspace', '/nonexistent'], /no workspace/i],
    ['a folder', ['import', '/nonexistent/pictures'], /no folder \/nonexistent\/pictures/i],
    ['a data set', ['train', '--dataset', 'flowers'], /data set "flowers"/],
    ['a run to evaluate', ['evaluate', '--run', 'latest'], /run/],
    ['a run to resume', ['resume', 'abcd1234'], /run "abcd1234"/],
    ['a run to stop', ['stop', 'abcd1234'], /run "abcd1234"/],
    ['a run to classify with', ['classify', '--run', 'abcd1234', 'x.jpg'], /run "abcd1234"/],
    ['a run to compare', ['compare', 'abcd1234', 'latest'], /run "abcd1234"/],
    [
      'a folder to export to',
      ['export', '--run', 'x', '--format', 'safetensors', '--out', '/none/x'],
      /folder \/none/,
    ],
  ])('%s: one clear line', async (_, args, message) => {
    const inWorkspace = args.includes('--workspace') ? args : [...args, '--workspace', workspace];
    const { thrown } = await run(inWorkspace);
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject({ message: expect.stringMatching(message) });
    expect(String(thrown)).not.toContain('\n');
  });
});

describe('--help', () => {
  const commands = [
    'doctor',
    'import',
    'datasets',
    'summary',
    'train',
    'resume',
    'stop',
    'evaluate',
    'classify',
    'undo-sort',
  ];
  const all = [...commands, 'runs', 'compare', 'export', 'bench', 'serve'];

  it('lists every command', async () => {
    const { said } = await run(['--help']);
    for (const command of all) expect(said).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(all)('explains the options of %s', async (command) => {
    const { said, thrown } = await run([command, '--help']);
    expect(thrown).toMatchObject({ exitCode: 0 });
    expect(said).toContain('--json');
  });
});
