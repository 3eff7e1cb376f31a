import { constants } from 'node:os';
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import { appFolder } from '../paths.ts';
import type { Fork } from '../services/child.ts';
import { DISCONNECT, ECHO } from './channels.ts';

/** Signals that end a process that does not expect them. */
const FATAL: readonly NodeJS.Signals[] = ['SIGILL', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV'];

/**
 * Starts child processes as Electron wants them: from its own executable, without turning that into a Node that anybody can run. The child
 * begins in `utility-entry.ts`, which gives it the same `process.send` and events as a forked one has.
 */
export const forkUtility: Fork = (entry, env) => {
  const child = utilityProcess.fork(join(appFolder, 'out/main/utility.js'), [entry], {
    env: definedOf(env),
    stdio: ['ignore', 'ignore', 'pipe'],
    serviceName: 'AlexNet Studio engine',
    // TensorFlow's libraries are not signed by us.
    allowLoadingUnsignedLibraries: true,
  });
  const stderr = child.stderr;
  const stderrEnded = new Promise<void>((resolve) => {
    if (stderr === null) resolve();
    else stderr.once('close', () => resolve());
  });
  let ended = false;
  const send = (message: unknown) => {
    if (!ended) child.postMessage(message);
  };
  child.once('exit', () => {
    ended = true;
  });
  return {
    // Known only once the process has started.
    get pid() {
      return child.pid;
    },
    send,
    disconnect: () => send(DISCONNECT),
    kill: () => {
      // The utility process's own way is SIGTERM, which TensorFlow's threads may outlive.
      if (child.pid === undefined) child.kill();
      else process.kill(child.pid, 'SIGKILL');
    },
    onMessage: (listener) => {
      child.on('message', (message) => (message === ECHO ? send(ECHO) : listener(message)));
    },
    onStderr: (listener) => stderr?.setEncoding('utf8').on('data', listener),
    onExit: (listener) => {
      child.once('exit', async (status) => {
        await stderrEnded;
        const signal = signalOf(status);
        listener(signal === null ? status : null, signal);
      });
    },
  };
};

/** Electron reports the signal that ended a process as its status; our own children end with 0 or 1. */
function signalOf(status: number): NodeJS.Signals | null {
  if (process.platform === 'win32') return null;
  return FATAL.find((signal) => constants.signals[signal] === status) ?? null;
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) defined[name] = value;
  return defined;
}
