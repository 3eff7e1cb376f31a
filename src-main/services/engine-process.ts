import { EventEmitter, on } from 'node:events';
import type { DeviceChoice } from '../../src-shared/device.ts';
import { AppError } from '../../src-shared/errors.ts';
import { FromEngine, type Job, PROTOCOL_VERSION, type ToEngine } from '../engine/protocol.ts';
import { engineEnvironment } from '../install/engine-environment.ts';
import { findEngine } from '../install/find-engine.ts';
import { childEntry } from '../paths.ts';
import { type Fork, startChild } from './child.ts';

/** A job that is being done by an engine process of its own. */
export interface EngineJob {
  /**
   * What the engine says, `hello` first; ends when the job is done. Leaving the loop early ends the process. Throws what the engine
   * reported as its failure, or `engine-lost` / `out-of-memory` when the process ended without a word.
   */
  readonly messages: AsyncGenerator<FromEngine>;
  send(message: ToEngine): void;
  /** Ends the process at once; `messages` ends. */
  kill(): Promise<void>;
}

/** Errors: `engine-missing`, with what to do. */
export function requireEngine(): void {
  if (findEngine() !== undefined) return;
  throw new AppError(
    'engine-missing',
    'The engine (TensorFlow) is not installed yet: run "npm run engine:install", or install it from the window.',
  );
}

/** Starts an engine process for one job, on the chosen device where no other is named. Errors: `engine-missing`. */
export function startEngineJob(job: Job, fork?: Fork, device?: DeviceChoice): EngineJob {
  requireEngine();
  const events = new EventEmitter();
  // Listens from here on, so that nothing is missed before the first `next`.
  const incoming = on(events, 'message', { close: ['end'] });
  // An emitter throws errors that nobody listens to; here whoever has stopped reading does not want them.
  events.on('error', () => {});
  const child = startChild<ToEngine, FromEngine>({
    name: 'engine',
    entry: childEntry('engine'),
    env: engineEnvironment(device),
    schema: FromEngine,
    onMessage: (message) => events.emit('message', message),
    onExit: (error) => (error === null ? events.emit('end') : events.emit('error', error)),
    fork,
  });
  const kill = () => child.stop(0);
  child.send({ type: 'start', version: PROTOCOL_VERSION, job });
  return {
    messages: readMessages(incoming, kill),
    send: (message) => child.send(message),
    kill,
  };
}

async function* readMessages(
  incoming: AsyncIterable<unknown[]>,
  kill: () => Promise<void>,
): AsyncGenerator<FromEngine> {
  try {
    for await (const [message] of incoming) {
      const said = message as FromEngine; // startChild has validated it
      if (said.type === 'failed') throw new AppError(said.code, said.message);
      yield said;
    }
  } finally {
    await kill();
  }
}

/** Does a job that has one answer. Errors: those of `startEngineJob` and its messages. */
export async function askEngine<Type extends FromEngine['type']>(
  job: Job,
  type: Type,
  fork?: Fork,
  device?: DeviceChoice,
): Promise<Extract<FromEngine, { type: Type }>> {
  for await (const message of startEngineJob(job, fork, device).messages) {
    if (isOfType(message, type)) return message;
  }
  throw new AppError('engine-lost', `The engine ended without an answer to "${job.kind}".`);
}

function isOfType<Type extends FromEngine['type']>(
  message: FromEngine,
  type: Type,
): message is Extract<FromEngine, { type: Type }> {
  return message.type === type;
}
