import { AppError, toAppError } from '../../src-shared/errors.ts';
import type { Answer, Ask, FromEngine, Model } from '../engine/protocol.ts';
import type { Fork } from './child.ts';
import { startEngineJob } from './engine-process.ts';

/** A loaded network takes memory, but whoever looks into one thinks between two questions. */
const KEEP_WARM_MS = 5 * 60_000;

/** How far work has come. */
export interface Progress {
  readonly type: 'progress';
  readonly done: number;
  readonly total: number;
}

/** An engine process with a checkpoint loaded, that stays up for a while after its last question. */
export interface WarmInspector {
  readonly device: Promise<'cpu' | 'cuda'>;
  /** Errors: the engine's, `cancelled`. */
  ask(ask: Ask): Promise<Answer>;
  /** The same with progress on the way; giving the loop or `signal` up gives the work up. */
  work(ask: Ask, signal?: AbortSignal): AsyncGenerator<Progress, Answer>;
  /** Lets it stay up for as long again as after a question. */
  stay(): void;
  /** Ends the process; what is being worked out fails with `cancelled`. */
  close(): Promise<void>;
}

interface Waiting extends PromiseWithResolvers<Answer> {
  readonly onProgress: (progress: Progress) => void;
}

/** Starts it. `onEnd` is called when it is gone, for whatever reason. */
export function startWarmInspector(model: Model, onEnd: () => void, fork?: Fork): WarmInspector {
  const engine = startEngineJob({ kind: 'inspect', model }, fork);
  const waiting = new Map<number, Waiting>();
  const device = Promise.withResolvers<'cpu' | 'cuda'>();
  device.promise.catch(() => undefined);
  let requests = 0;
  let idle: NodeJS.Timeout | undefined;
  const rest = (): void => {
    clearTimeout(idle);
    if (waiting.size === 0) idle = setTimeout(() => void engine.kill(), KEEP_WARM_MS);
  };

  const end = (request: number, settle: (one: Waiting) => void): void => {
    const one = waiting.get(request);
    waiting.delete(request);
    if (one) settle(one);
    rest();
  };
  const hear = (message: FromEngine): void => {
    if (message.type === 'hello') device.resolve(message.device);
    if (message.type === 'inspecting') {
      waiting
        .get(message.request)
        ?.onProgress({ type: 'progress', done: message.done, total: message.total });
    }
    if (message.type === 'inspected') end(message.request, (one) => one.resolve(message.answer));
    if (message.type === 'not-inspected') {
      end(message.request, (one) => one.reject(new AppError(message.code, message.message)));
    }
  };
  const listening = (async () => {
    for await (const message of engine.messages) hear(message);
  })()
    .catch(toAppError)
    .then((error) => {
      clearTimeout(idle);
      onEnd();
      const reason = error ?? new AppError('cancelled', 'Looking into this network was ended.');
      device.reject(reason);
      for (const one of waiting.values()) one.reject(reason);
    });
  rest();

  const send = (
    ask: Ask,
    onProgress: (progress: Progress) => void,
  ): { request: number; answer: Promise<Answer> } => {
    clearTimeout(idle);
    const request = requests++;
    const one = { ...Promise.withResolvers<Answer>(), onProgress };
    // Whoever gave the work up does not hear of its end.
    one.promise.catch(() => undefined);
    waiting.set(request, one);
    engine.send({ type: 'inspect', request, ask });
    return { request, answer: one.promise };
  };

  return {
    device: device.promise,
    ask: (ask) => send(ask, () => undefined).answer,
    async *work(ask, signal) {
      let latest: Progress | undefined;
      let news = Promise.withResolvers<void>();
      const { request, answer } = send(ask, (progress) => {
        latest = progress;
        news.resolve();
      });
      const giveUp = (): void => engine.send({ type: 'cancel', request });
      signal?.addEventListener('abort', giveUp, { once: true });
      let isAnswered = false;
      try {
        const answered = answer.then(() => {
          isAnswered = true;
        });
        while (!isAnswered) {
          await Promise.race([news.promise, answered]);
          news = Promise.withResolvers();
          if (latest && !isAnswered) yield latest;
          latest = undefined;
        }
        return await answer;
      } finally {
        signal?.removeEventListener('abort', giveUp);
        if (waiting.has(request)) giveUp();
      }
    },
    stay: rest,
    async close() {
      await engine.kill();
      await listening;
    },
  };
}
