import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { appFolder } from '../../src-main/paths.ts';
import type { Call, FromStandIn } from './stand-in/wire.ts';

/** The desktop shell's bundle, running under the stand-in for Electron. */
export interface Shell {
  /** Every call of Electron's API so far, in order. */
  calls: Call[];
  /** Has the stand-in do something; see `answerCommands` of stand-in/electron.ts. */
  ask(command: string, ...args: unknown[]): Promise<unknown>;
  /** The exit status, when it has ended. */
  ended: Promise<number | null>;
  kill(): void;
}

export function startShell(folder: string, env: NodeJS.ProcessEnv = {}): Shell {
  const child = fork(join(appFolder, 'out/main/main.js'), [], {
    execArgv: ['--import', join(import.meta.dirname, 'stand-in/register.mjs')],
    env: {
      ...process.env,
      ALEXNET_STUDIO_WORKSPACE: join(folder, 'workspace'),
      STAND_IN_FOLDER: folder,
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const calls: Call[] = [];
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let next = 0;
  child.on('message', (message: FromStandIn) => {
    if (message.type === 'call') calls.push(message.call);
    else if (message.type === 'answer') waiting.get(message.id)?.resolve(message.value);
    else waiting.get(message.id)?.reject(new Error(message.message));
  });
  return {
    calls,
    ask: (command, ...args) => {
      const answer = Promise.withResolvers<unknown>();
      waiting.set(next, answer);
      child.send({ id: next++, command, args });
      return answer.promise;
    },
    ended: once(child, 'exit').then(([status]) => status),
    kill: () => child.kill('SIGKILL'),
  };
}
