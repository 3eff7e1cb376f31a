import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { ZodType } from 'zod';
import { DeviceChoice } from '../../src-shared/device.ts';
import { defaultWorkspaceFolder } from '../paths.ts';
import type { Workspace, WorkspaceOptions } from '../services/open-workspace.ts';
import { createOutput, type Output } from './output.ts';

/** Options of every command. */
export interface CommonOptions {
  workspace?: string;
  json?: boolean;
}

/** A command with the common options; `--workspace` only where one is used. */
export function command(
  program: Command,
  usage: string,
  description: string,
  needs: 'workspace' | 'nothing',
): Command {
  const made = program.command(usage).description(description);
  if (needs === 'workspace') {
    made.option('--workspace <dir>', "folder of data sets and runs (default: the platform's data folder)");
  }
  return made.option('--json', 'print one JSON object as the last line of standard output');
}

/** Adds `--device`. Engine processes read the choice from their environment, so that is where it goes. */
export function withDevice(made: Command): Command {
  const choose = parsedBy(DeviceChoice);
  return made.option(
    '--device <device>',
    'auto, cpu, cuda, or cuda:N for the GPU number N of `doctor` (also ALEXNET_STUDIO_DEVICE)',
    (text) => {
      process.env['ALEXNET_STUDIO_DEVICE'] = choose(text);
    },
  );
}

export function outputFor(options: CommonOptions): Output {
  return createOutput(options.json === true);
}

/** The folder that the options name, as a whole path. */
export function workspaceFolder(options: CommonOptions): string {
  return resolve(options.workspace ?? defaultWorkspaceFolder());
}

/** Opens the workspace that the options name, runs `work`, and closes it whatever happens. */
export async function withWorkspace<T>(
  options: CommonOptions,
  how: WorkspaceOptions,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  // Loaded here and not above, so that help and wrong usage are answered at once.
  const { openWorkspace } = await import('../services/open-workspace.ts');
  const workspace = await openWorkspace(workspaceFolder(options), how);
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}

/** Reads an option's value by its schema, so that a wrong one is wrong usage and says what is allowed. */
export function parsedBy<T>(schema: ZodType<T>): (text: string) => T {
  return (text) => {
    const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
    // A schema takes either numbers or words; whichever fits.
    for (const value of isNumber ? [Number(text), text] : [text]) {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
    }
    const issues = schema.safeParse(isNumber ? Number(text) : text).error?.issues ?? [];
    throw new InvalidArgumentError(issues.map((issue) => issue.message).join('; '));
  };
}
