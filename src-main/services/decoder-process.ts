import { EventEmitter, on } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import { FromDecoder, type ToDecoder } from '../data/protocol.ts';
import { cacheFolder, childEntry } from '../paths.ts';
import { type Fork, startChild } from './child.ts';

/** Threads of a decoder. More than there are cores: some only wait for the disk. */
const THREADS = 2 * availableParallelism();

/** Files that a decoder has in hand at a time: enough for its threads to find the next one read while another is being written. */
export const FILES_AT_ONCE = 8 * availableParallelism();

export interface DecoderOptions {
  fork?: Fork | undefined;
  signal?: AbortSignal | undefined;
}

/** A job that is being done by a decoder process of its own. */
export interface DecoderJob {
  /**
   * What the decoder says; ends when the job is done. Leaving the loop early ends the process. Throws what the decoder reported
   * as its failure, `cancelled`, or `DecoderDeath`.
   */
  readonly messages: AsyncGenerator<FromDecoder>;
  send(message: ToDecoder): void;
}

/** The process ended without a word; the picture it worked on may be why, so others are worth another try. */
export class DecoderDeath extends AppError {
  constructor({ code, message, cause }: AppError) {
    super(code, message, { cause });
  }
}

/** Starts a decoder process for one job. */
export function startDecoder(job: ToDecoder, { fork, signal }: DecoderOptions): DecoderJob {
  const events = new EventEmitter();
  // Listens from here on, so that nothing is missed before the first `next`.
  const incoming = on(events, 'message', { close: ['end'] });
  // An emitter throws errors that nobody listens to; here whoever has stopped reading does not want them.
  events.on('error', () => {});
  let isReady = false;
  const child = startChild<ToDecoder, FromDecoder>({
    name: 'picture decoder',
    entry: childEntry('data'),
    env: {
      UV_THREADPOOL_SIZE: String(THREADS),
      // Halves the time until it listens, which is a good part of a short job.
      NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'),
    },
    schema: FromDecoder,
    onMessage: (message) => {
      if (message.type === 'ready') isReady = true;
      else events.emit('message', message);
    },
    onExit: (error) => {
      if (error === null) events.emit('end');
      else events.emit('error', isReady && error.code !== 'internal' ? new DecoderDeath(error) : error);
    },
    signal,
    fork,
  });
  child.send(job);
  // Time to leave its compiled code behind for the next one.
  const stop = () => child.stop(500);
  return { messages: readMessages(incoming, stop, signal), send: (message) => child.send(message) };
}

async function* readMessages(
  incoming: AsyncIterable<unknown[]>,
  stop: () => Promise<void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<FromDecoder> {
  try {
    for await (const [message] of incoming) {
      const said = message as FromDecoder; // startChild has validated it
      if (said.type === 'failed') throw new AppError(said.code, said.message);
      if (said.type === 'finished') return;
      yield said;
    }
    if (signal?.aborted) throw new AppError('cancelled', 'It was cancelled.');
    throw new AppError('engine-lost', 'The picture decoder ended before its work was done.');
  } finally {
    await stop();
  }
}
