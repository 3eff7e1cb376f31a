import { fork } from 'node:child_process';
import type { ZodType } from 'zod';
import { AppError, toAppError } from '../../src-shared/errors.ts';
import { childDeath } from './child-death.ts';

/** What supervision needs of a child process; `child_process.fork` and Electron's `utilityProcess.fork` can both give it. */
export interface ForkedProcess {
  readonly pid: number | undefined;
  /** Queues a message; one to a process that has ended is dropped. */
  send(message: unknown): void;
  /** Closes the channel, upon which the child ends by itself. */
  disconnect(): void;
  /** Ends it at once, whatever it does. */
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  onStderr(listener: (text: string) => void): void;
  /** Called once, after the last message and the last of stderr. `code` is null when a signal ended it; both are null when it could not be started. */
  onExit(listener: (code: number | null, signal: NodeJS.Signals | null) => void): void;
}

export type Fork = (entry: string, env: NodeJS.ProcessEnv) => ForkedProcess;

export interface ChildOptions<Out> {
  /** What people call it: "picture decoder". Starts sentences of errors as "The picture decoder …". */
  name: string;
  /** The file to run; see `childEntry` of paths.ts. */
  entry: string;
  /** Variables on top of this process's own. */
  env?: NodeJS.ProcessEnv | undefined;
  /** What it may say. A message of another shape ends the child with an `internal` error. */
  schema: ZodType<Out>;
  onMessage: (message: Out) => void;
  /**
   * Called once, when the process is gone. `error` is null when it ended by itself with status 0 or because it was
   * stopped; otherwise `out-of-memory` or `engine-lost`, with what it last wrote to stderr as the cause.
   */
  onExit: (error: AppError | null) => void;
  /** Aborting it is `stop()`. */
  signal?: AbortSignal | undefined;
  fork?: Fork | undefined;
}

/** A running child process. It never outlives its parent: the child ends itself when the channel closes. */
export interface Child<In> {
  readonly pid: number | undefined;
  send(message: In): void;
  /** Closes the channel and, if the process has not ended within `graceMs`, kills it. Resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
}

/** Starts a child process that talks by structured clone (typed arrays travel as such) and watches over it. */
export function startChild<In, Out>(options: ChildOptions<Out>): Child<In> {
  const { name, schema, signal, fork: forkProcess = forkNode } = options;
  const child = forkProcess(options.entry, { ...process.env, ...options.env });
  const gone = Promise.withResolvers<void>();
  let ended = false;
  let stopping = false;
  let failure: AppError | null = null;
  let stderr = '';

  const stop = async (graceMs = 5000): Promise<void> => {
    if (!stopping && !ended) {
      stopping = true;
      child.disconnect();
      const timer = setTimeout(() => child.kill(), graceMs);
      void gone.promise.then(() => clearTimeout(timer));
    }
    await gone.promise;
  };
  const onAbort = () => void stop();

  child.onStderr((text) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  child.onMessage((raw) => {
    // Nobody who stops a child expects to hear from it again.
    if (stopping || failure) return;
    try {
      const message = schema.safeParse(raw);
      if (message.success) options.onMessage(message.data);
      else
        throw new AppError('internal', `The ${name} sent a message that this version does not understand.`);
    } catch (error) {
      failure = toAppError(error);
      child.kill();
    }
  });
  child.onExit((code, by) => {
    ended = true;
    signal?.removeEventListener('abort', onAbort);
    gone.resolve();
    const asked = stopping || (code === 0 && by === null);
    options.onExit(failure ?? (asked ? null : childDeath(name, code, by, stderr)));
  });
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });

  return { pid: child.pid, send: (message) => child.send(message), stop };
}

/** Characters of stderr that are kept for the error. */
const STDERR_KEPT = 8192;

/** Forks by Node, which also works inside Electron. */
export const forkNode: Fork = (entry, env) => {
  // Flags of this process (a test runner's, a debugger's) are not meant for the child.
  const child = fork(entry, [], {
    env,
    execArgv: [],
    serialization: 'advanced',
    // A process group of its own: Ctrl-C in a terminal is meant for this program, which ends its children in its own way.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const { stderr } = child;
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    // 'close' would wait for all this, but it may never come after a `disconnect` of ours (nor may 'disconnect', where that
    // cut a message in two). Not `events.once`: it fails on any 'error' in between.
    const closed = new Promise((heard) => stderr?.once('close', heard) ?? heard(null));
    child.once('exit', (...end) => {
      const read = new Promise((heard) => (child.connected ? child.once('disconnect', heard) : heard(null)));
      void Promise.all([read, closed]).then(() => resolve(end));
    });
    // Without a pid it was never started, so it does not exit either. Other errors are of messages to one that has ended.
    child.on('error', () => child.pid === undefined && resolve([null, null]));
  });
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message as object, () => {}); // a structured clone takes any value
    },
    disconnect: () => {
      if (child.connected) child.disconnect();
    },
    kill: () => child.kill('SIGKILL'),
    onMessage: (listener) => child.on('message', listener),
    onStderr: (listener) => stderr?.setEncoding('utf8').on('data', listener),
    onExit: (listener) => {
      void ended.then(([code, signal]) => listener(code, signal));
    },
  };
};
