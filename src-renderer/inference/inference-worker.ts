import type { InferenceSession } from 'onnxruntime-web/wasm';
import { messageOf } from '../../src-shared/errors.ts';
import { fetchModel } from './fetch-model.ts';
import { loadWasm, loadWebGpu, type Runtime } from './load-runtime.ts';
import type { FromWorker, NetworkFile, ToWorker } from './messages.ts';
import { runNetwork } from './run-network.ts';

/**
 * Runs networks beside the window. Its parent asks one thing at a time, and ends it when it hangs or memory runs out.
 */

interface Open {
  readonly runtime: Runtime;
  readonly session: InferenceSession;
}

/** Two, so that they can be compared. */
const KEPT = 2;
const opened = new Map<string, Open>();
let wasm: Promise<Runtime> | undefined;
let webGpu: Promise<Runtime | null> | undefined;

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if (data.type === 'load') await load(data.network);
    else await classify(data);
  } catch (error) {
    say({ type: 'failed', message: messageOf(error) });
  }
};

async function load({ key, url }: NetworkFile): Promise<void> {
  const known = opened.get(key);
  if (known) {
    // The last used is the last.
    opened.delete(key);
    opened.set(key, known);
    return say({ type: 'loaded', device: known.runtime.device });
  }
  const [oldest] = opened;
  if (opened.size >= KEPT && oldest) {
    opened.delete(oldest[0]);
    await oldest[1].session.release();
  }
  const model = await fetchModel(url, (loaded, total) => say({ type: 'progress', loaded, total }));
  const open = (await openOnCard(model)) ?? (await openOnProcessor(model));
  opened.set(key, open);
  say({ type: 'loaded', device: open.runtime.device });
}

async function openOnProcessor(model: Uint8Array): Promise<Open> {
  wasm ??= loadWasm();
  const runtime = await wasm;
  return { runtime, session: await runtime.open(model) };
}

/** Null where there is no card, or it does not get on with this network or the page's policy: then the processor does it. */
async function openOnCard(model: Uint8Array): Promise<Open | null> {
  webGpu ??= loadWebGpu();
  try {
    const runtime = await webGpu;
    return runtime && { runtime, session: await runtime.open(model) };
  } catch {
    return null;
  }
}

async function classify(question: Extract<ToWorker, { type: 'classify' }>): Promise<void> {
  const open = opened.get(question.key);
  if (!open) throw new Error('The network is not loaded.');
  const probabilities = await runNetwork(open.runtime, open.session, question);
  say({ type: 'classified', probabilities }, [probabilities.buffer]);
}

function say(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
