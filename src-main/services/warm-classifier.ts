import { AppError, toAppError } from '../../src-shared/errors.ts';
import type { Job } from '../engine/protocol.ts';
import type { Fork } from './child.ts';
import { type EngineJob, startEngineJob } from './engine-process.ts';

/** A loaded network takes memory; the next drop of pictures mostly comes sooner than this. */
const KEEP_WARM_MS = 60_000;

/** An engine process with a network loaded, that stays up for a while after its last picture. */
export interface WarmClassifier {
  /** Softmax outputs `[records, classes]` of whole records one after the other. Errors: the engine's. */
  classify(records: readonly Uint8Array[]): Promise<Float32Array>;
  /** Ends the process; what is being worked out fails with `cancelled`. */
  close(): Promise<void>;
}

type Model = Extract<Job, { kind: 'classify' }>['model'];
type Waiting = PromiseWithResolvers<Float32Array>;

/** Starts it. `onEnd` is called when it is gone, for whatever reason. */
export function startWarmClassifier(model: Model, onEnd: () => void, fork?: Fork): WarmClassifier {
  const engine = startEngineJob({ kind: 'classify', model }, fork);
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  let idle: NodeJS.Timeout | undefined;

  const rest = () => {
    idle = setTimeout(() => void engine.kill(), KEEP_WARM_MS);
  };
  const listening = listen(engine, (request, probabilities) => {
    waiting.get(request)?.resolve(probabilities);
    waiting.delete(request);
    if (waiting.size === 0) rest();
  })
    .catch(toAppError)
    .then((error) => {
      clearTimeout(idle);
      onEnd();
      const reason = error ?? new AppError('cancelled', 'Classifying was ended.');
      for (const request of waiting.values()) request.reject(reason);
    });

  return {
    classify(records) {
      clearTimeout(idle);
      const request = requests++;
      const answer = Promise.withResolvers<Float32Array>();
      waiting.set(request, answer);
      engine.send({ type: 'classify', request, records: joined(records) });
      return answer.promise;
    },
    async close() {
      await engine.kill();
      await listening;
    },
  };
}

async function listen(
  engine: EngineJob,
  onAnswer: (request: number, probabilities: Float32Array) => void,
): Promise<void> {
  for await (const message of engine.messages) {
    if (message.type === 'classified') onAnswer(message.request, message.probabilities);
  }
}

function joined(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const record of records) {
    all.set(record, at);
    at += record.length;
  }
  return all;
}
