import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { appFolder } from '../../src-main/paths.ts';

/** A headless server that runs as a child process. */
export interface Served {
  /** Address with its token. */
  address: URL;
  /** Settles when the server has ended, whichever way. */
  ended: Promise<unknown>;
  /** Asks it to end and waits for that. */
  stop(): Promise<void>;
}

/** Starts `alexnet-studio serve` and resolves when it has printed its address; null if it ends before (it has said why). */
export async function serve(args: string[] = []): Promise<Served | null> {
  const server = execa(process.execPath, [join(appFolder, 'src-main/cli/main.ts'), 'serve', ...args], {
    cwd: appFolder,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
    reject: false,
    buffer: false,
  });
  for await (const line of createInterface(server.stdout)) {
    const address = /https?:\/\/\S+/.exec(line)?.[0];
    if (address === undefined) continue;
    server.stdout.resume();
    return {
      address: new URL(address),
      ended: server,
      stop: async () => {
        server.kill();
        await server;
      },
    };
  }
  return null;
}
