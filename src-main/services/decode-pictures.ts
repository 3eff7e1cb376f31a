import type { FromDecoder } from '../data/protocol.ts';
import type { Fork } from './child.ts';
import { DecoderDeath, startDecoder } from './decoder-process.ts';

/** One file of a list: its record (uint8 [256, 256, 3]), or why it has none. `index` counts the list. */
export type Decoded = Extract<FromDecoder, { type: 'decoded' | 'rejected' }>;

/** Pictures decoded ahead of those that are taken: a batch for the engine. */
const AHEAD = 32;

/** What is said of a picture that ends the decoder whenever it is decoded. */
export const DECODER_DIED = 'The program that decodes pictures crashed on this one.';

/**
 * Decodes files in a process of its own, in their order and only so far ahead as they are taken; leaving the loop early ends the
 * process. When that dies, those it was at are tried again one by one, and one that ends it again is rejected. Errors: what the decoder
 * reports, `engine-lost` / `out-of-memory` where it does not even start.
 */
export async function* decodePictures(files: readonly string[], fork?: Fork): AsyncGenerator<Decoded> {
  /** Up to here pictures are decoded one at a time. */
  let carefulUntil = 0;
  for (let next = 0; next < files.length; ) {
    const careful = next < carefulUntil;
    const first = next;
    const end = careful ? carefulUntil : files.length;
    try {
      for await (const decoded of decodeOnce(files.slice(first, end), careful ? 1 : AHEAD, fork)) {
        next = first + decoded.index + 1;
        yield { ...decoded, index: first + decoded.index };
      }
    } catch (error) {
      if (!(error instanceof DecoderDeath)) throw error;
      if (careful) yield { type: 'rejected', index: next++, reason: DECODER_DIED };
      // It may have been at as many as were sent but not taken, and as many behind them.
      else carefulUntil = Math.min(files.length, next + 2 * AHEAD);
    }
  }
}

async function* decodeOnce(files: string[], ahead: number, fork: Fork | undefined): AsyncGenerator<Decoded> {
  const { messages, send } = startDecoder({ type: 'decode', files, ahead }, { fork });
  for await (const message of messages) {
    if (message.type !== 'decoded' && message.type !== 'rejected') continue;
    yield message;
    send({ type: 'taken' });
  }
}
