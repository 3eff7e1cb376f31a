import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { FromEngine, type Job, PROTOCOL_VERSION, type ToEngine } from '../../src-main/engine/protocol.ts';
import { engineEnvironment } from '../../src-main/install/engine-environment.ts';
import { childEntry } from '../../src-main/paths.ts';

/** An engine process as the services start it, with all that it has said. */
export interface TestEngine {
  readonly process: ChildProcess;
  readonly messages: FromEngine[];
  send(message: ToEngine): void;
  /** Resolves with everything said when the process is gone. */
  readonly ended: Promise<FromEngine[]>;
  /** Resolves with the first message, said already or to come, that `test` accepts; rejects if the process ends first. */
  until(test: (message: FromEngine) => boolean): Promise<FromEngine>;
}

export function startEngine(job: Job): TestEngine {
  const child = fork(childEntry('engine'), [], {
    env: { ...process.env, ...engineEnvironment() },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const messages: FromEngine[] = [];
  child.on('message', (raw) => {
    messages.push(FromEngine.parse(raw));
    child.emit('said');
  });
  const ended = once(child, 'exit').then(() => messages);
  const send = (message: ToEngine): void => void child.send(message);
  send({ type: 'start', version: PROTOCOL_VERSION, job });
  return {
    process: child,
    messages,
    send,
    ended,
    until: async (test) => {
      for (;;) {
        const found = messages.find(test);
        if (found) return found;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error('The engine ended first');
        await Promise.race([once(child, 'said'), once(child, 'exit')]);
      }
    },
  };
}

/** The messages of one type. */
export function only<T extends FromEngine['type']>(
  messages: readonly FromEngine[],
  type: T,
): Extract<FromEngine, { type: T }>[] {
  return messages.filter((message): message is Extract<FromEngine, { type: T }> => message.type === type);
}

/** Every step's loss in the order in which it was reported. */
export function lossesOf(messages: readonly FromEngine[]): number[] {
  return only(messages, 'steps').flatMap(({ points }) => points.map(({ loss }) => loss));
}
