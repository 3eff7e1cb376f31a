import type { Command } from 'commander';
import { z } from 'zod';
import { isLoopback } from '../headless/access.ts';
import { type CommonOptions, command, outputFor, parsedBy, withDevice, workspaceFolder } from './command.ts';
import { onSignals } from './signals.ts';
import { UsageError } from './usage-error.ts';

interface ServeOptions extends CommonOptions {
  port: number;
  host: string;
}

export function addServe(program: Command): void {
  withDevice(command(program, 'serve', 'open the app for a browser on this machine', 'workspace'))
    .option('--port <n>', '0: any free one', parsedBy(z.int().min(0).max(65_535)), 0)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .action(serve);
}

/** Serves until it is asked to end: then training stops with a checkpoint; asked once more, at once. */
async function serve(options: ServeOptions): Promise<void> {
  const { startServer } = await import('../headless/server.ts');
  const { openWorkspace } = await import('../services/open-workspace.ts');
  const output = outputFor(options);
  const token = tokenFrom(process.env['ALEXNET_STUDIO_TOKEN']);
  const workspace = await openWorkspace(workspaceFolder(options), { mode: 'write' });
  const server = await startServer(workspace, { ...options, token }).catch(async (error) => {
    await workspace.close();
    throw error;
  });
  if (!isLoopback(options.host)) {
    output.note(
      `Warning: everybody who reaches ${options.host} and has this address can use your workspace; the connection is not encrypted.`,
    );
  }
  output.result({ address: server.address }, `AlexNet Studio: ${server.address}`);
  await new Promise<void>((resolve) => {
    onSignals(resolve, () => void workspace.runs.close('at once'));
  });
  output.note('Ending: training stops after its step, with a checkpoint. Once more ends it at once.');
  await server.close();
  await workspace.close();
}

/** Whoever has the token can use the workspace, and programs keep it: short ones can be guessed, and some letters have a meaning in addresses. */
const Token = z.string().regex(/^[\w.~-]{16,200}$/);

function tokenFrom(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const token = Token.safeParse(text);
  if (token.success) return token.data;
  throw new UsageError(
    'ALEXNET_STUDIO_TOKEN needs 16 to 200 letters, digits, or any of . _ ~ - and nothing else.',
  );
}
