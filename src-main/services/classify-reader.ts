import { AppError, toAppError } from '../../src-shared/errors.ts';
import type { Fork } from './child.ts';
import { DECODER_DIED } from './decode-pictures.ts';
import { DecoderDeath, type DecoderJob, startDecoder } from './decoder-process.ts';

/** A file on this machine, or the bytes of one. */
export type PictureBytes = string | Uint8Array;

/** What a picture came to: its record, uint8 [edge, edge, 3], or why it has none. */
export type ReadPicture = { readonly record: Uint8Array } | { readonly reason: string };

/**
 * Reads pictures one by one in a decoder process that stays up between them, so that a dropped picture need not wait for one to start. Pictures
 * that were at work when the process died are read again alone; one that ends it again is refused.
 */
export interface ClassifyReader {
  /** Errors: `engine-lost`, `out-of-memory` where the decoder does not even start; `cancelled` once closed. */
  read(picture: PictureBytes, edge: number): Promise<ReadPicture>;
  close(): Promise<void>;
}

interface Question {
  readonly picture: PictureBytes;
  readonly edge: number;
  readonly answer: PromiseWithResolvers<ReadPicture>;
}

/** The next pictures mostly come sooner than this. */
const KEEP_WARM_MS = 60_000;

export function createClassifyReader(fork?: Fork): ClassifyReader {
  let decoder: { job: DecoderJob; stop: AbortController; ended: Promise<void> } | null = null;
  let idle: NodeJS.Timeout | undefined;
  let requests = 0;
  let isClosed = false;
  const asked = new Map<number, Question>();
  /** Questions that were at work when a decoder died: they are asked one at a time. */
  const suspects: Question[] = [];

  function send(question: Question): void {
    clearTimeout(idle);
    const request = requests++;
    asked.set(request, question);
    const message = { type: 'read', request, picture: question.picture, edge: question.edge } as const;
    if (decoder) decoder.job.send(message);
    else {
      const stop = new AbortController();
      const job = startDecoder(message, { fork, signal: stop.signal });
      decoder = { job, stop, ended: listen(job) };
    }
  }

  async function listen(job: DecoderJob): Promise<void> {
    try {
      for await (const message of job.messages) {
        if (message.type === 'read') settle(message.request, { record: message.record });
        if (message.type === 'refused') settle(message.request, { reason: message.reason });
      }
    } catch (error) {
      decoder = null;
      clearTimeout(idle);
      onDeath(error);
    }
  }

  function settle(request: number, answer: ReadPicture): void {
    asked.get(request)?.answer.resolve(answer);
    asked.delete(request);
    if (asked.size > 0) return;
    const next = suspects.shift();
    if (next) send(next);
    else idle = setTimeout(() => void stop(), KEEP_WARM_MS);
  }

  function onDeath(error: unknown): void {
    const begun = [...asked.values()];
    asked.clear();
    const [only] = begun;
    if (!(error instanceof DecoderDeath)) {
      for (const { answer } of [...begun, ...suspects.splice(0)]) answer.reject(toAppError(error));
      return;
    }
    if (begun.length === 1) only?.answer.resolve({ reason: DECODER_DIED });
    else suspects.push(...begun);
    const next = suspects.shift();
    if (next) send(next);
  }

  async function stop(): Promise<void> {
    decoder?.stop.abort();
    await decoder?.ended;
  }

  return {
    read(picture, edge) {
      if (isClosed) throw new AppError('cancelled', 'The program is being closed.');
      const question = { picture, edge, answer: Promise.withResolvers<ReadPicture>() };
      // While suspects are read alone, others wait behind them.
      if (suspects.length > 0) suspects.push(question);
      else send(question);
      return question.answer.promise;
    },
    async close() {
      isClosed = true;
      clearTimeout(idle);
      await stop();
    },
  };
}
