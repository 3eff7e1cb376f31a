import { AppError } from '../../src-shared/errors.ts';
import type { Device, FromWorker, NetworkFile, OnLoading, ToWorker } from './messages.ts';

/** Networks that run in this window, in a worker that is kept while pages change. */
export interface Inference {
  /** Loads a network, unless it is, and tries it. Errors: `unsupported`, `out-of-memory`, what the file's address answers. */
  load(network: NetworkFile, onLoading?: OnLoading): Promise<Device>;
  /** Probabilities float32 [count, classes] of records uint8 [count, edge, edge, 3], which are given away. Loads the network where it is not. Errors: as `load`. */
  classify(network: NetworkFile, records: Uint8Array<ArrayBuffer>): Promise<Float32Array>;
}

/** What the worker has to say something within; a network that takes longer for a picture is of no use in a window. */
const PATIENCE_MS = 30_000;

/** Words of browsers and of onnxruntime for having no memory left; a worker that said one may not be asked again. */
const OUT_OF_MEMORY =
  /out of memory|allocation failed|failed to allocate|bad_alloc|aborted\(|memory access out of bounds/i;

export function createInference(patienceMs = PATIENCE_MS): Inference {
  let worker: Worker | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  /** Networks that the worker was asked for since it began; it may have given the older ones up again. */
  const loaded = new Set<string>();

  /** One question at a time, so that the time one takes is its own. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  }

  function restart(): void {
    worker?.terminate();
    worker = null;
    loaded.clear();
  }

  /** Resolves with the last message about a question. */
  function ask(question: ToWorker, transfer: Transferable[], onLoading?: OnLoading): Promise<FromWorker> {
    worker ??= new Worker(new URL('./inference-worker.ts', import.meta.url), { type: 'module' });
    const asked = worker;
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const fail = (error: AppError) => {
        clearTimeout(timer);
        restart();
        reject(error);
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => fail(tooSlow(patienceMs)), patienceMs);
      };
      asked.onerror = (event) =>
        fail(
          new AppError(
            'unsupported',
            `Networks do not run in this window: ${event.message || 'the worker did not start'}.`,
          ),
        );
      asked.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === 'progress') {
          wait();
          onLoading?.(data.loaded, data.total);
          return;
        }
        clearTimeout(timer);
        if (data.type === 'failed') {
          const isMemory = OUT_OF_MEMORY.test(data.message);
          if (isMemory) restart();
          reject(isMemory ? outOfMemory() : new AppError('unsupported', sentence(data.message)));
        } else resolve(data);
      };
      // A run's file is made when it is first asked for, however long that takes on a busy machine; then its bytes begin to come.
      if (question.type !== 'load') wait();
      asked.postMessage(question, transfer);
    });
  }

  async function load(network: NetworkFile, onLoading?: OnLoading): Promise<Device> {
    const answer = await ask({ type: 'load', network }, [], onLoading);
    loaded.add(network.key);
    return answer.type === 'loaded' ? answer.device : { kind: 'wasm', threads: 1 };
  }

  return {
    load: (network, onLoading) => inTurn(() => load(network, onLoading)),
    classify: (network, records) =>
      inTurn(async () => {
        if (!loaded.has(network.key)) await load(network);
        const count = records.length / (network.preprocessing.edge ** 2 * 3);
        const answer = await ask({ type: 'classify', network, records, count }, [records.buffer]);
        if (answer.type !== 'classified')
          throw new AppError('internal', 'The worker answered something else.');
        return answer.probabilities;
      }),
  };
}

/** The window's own. */
export const inference = createInference();

const INSTEAD =
  "Let the engine answer where it is a run's; a network from elsewhere may be too large for a window.";

function tooSlow(patienceMs: number): AppError {
  return new AppError(
    'unsupported',
    `The network gave no answer within ${Math.round(patienceMs / 1000)} s and was stopped. ${INSTEAD}`,
  );
}

function outOfMemory(): AppError {
  return new AppError(
    'out-of-memory',
    `This window has no memory left for the network, and it was stopped. Close other tabs. ${INSTEAD}`,
  );
}

/** onnxruntime's messages run over several lines and name its own files; the first line says what is wrong. */
function sentence(message: string): string {
  const [first = ''] = message.split('\n');
  const plain = first
    .replace(/^Error: /, '')
    .slice(0, 300)
    .trim();
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}
