import { EventEmitter, on } from 'node:events';
import { AppError } from '../../src-shared/errors.ts';
import { FromDecoder, type ToDecoder } from '../data/protocol.ts';
import { childEntry } from '../paths.ts';
import { type Fork, startChild } from './child.ts';

/** One file of a list: its record (uint8 [256, 256, 3]), or why it has none. `index` counts the list. */
export type Decoded = Extract<FromDecoder, { type: 'decoded' | 'rejected' }>;

/** Pictures decoded ahead of those that are taken: a batch for the engine. */
const AHEAD = 32;

/**
 * Decodes files in a process of its own, in their order and only so far ahead as they are taken; leaving the loop early ends the process.
 * Errors: what the decoder reports, `engine-lost` / `out-of-memory` where it ended without a word.
 */
export async function* decodePictures(files: readonly string[], fork?: Fork): AsyncGenerator<Decoded> {
  const events = new EventEmitter();
  const incoming = on(events, 'message', { close: ['end'] });
  // An emitter throws errors that nobody listens to; here whoever has stopped reading does not want them.
  events.on('error', () => {});
  const child = startChild<ToDecoder, FromDecoder>({
    name: 'picture decoder',
    entry: childEntry('data'),
    schema: FromDecoder,
    onMessage: (message) => events.emit('message', message),
    onExit: (error) => (error === null ? events.emit('end') : events.emit('error', error)),
    fork,
  });
  child.send({ type: 'decode', files: [...files], ahead: AHEAD });
  try {
    for await (const [message] of incoming) {
      const said = message as FromDecoder; // startChild has validated it
      if (said.type === 'failed') throw new AppError(said.code, said.message);
      if (said.type === 'finished') return;
      if (said.type !== 'decoded' && said.type !== 'rejected') continue;
      yield said;
      if (said.type === 'decoded') child.send({ type: 'taken' });
    }
  } finally {
    await child.stop(0);
  }
}
