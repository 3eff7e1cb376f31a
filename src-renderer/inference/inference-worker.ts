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
    const { runtime, session } = await open(data.network);
    if (data.type === 'load') return say({ type: 'loaded', device: runtime.device });
    const { records, count, network } = data;
    const probabilities = await runNetwork(runtime, session, records, count, network.preprocessing);
    say({ type: 'classified', probabilities }, [probabilities.buffer]);
  } catch (error) {
    say({ type: 'failed', message: messageOf(error) });
  }
};

/** The network, loaded unless it is. The last used is the last to be given up. */
async function open(network: NetworkFile): Promise<Open> {
  const known = opened.get(network.key);
  if (known) {
    opened.delete(network.key);
    opened.set(network.key, known);
    return known;
  }
  const [oldest] = opened;
  if (opened.size >= KEPT && oldest) {
    opened.delete(oldest[0]);
    await oldest[1].session.release();
  }
  const model = await fetchModel(network.url, (loaded, total) => say({ type: 'progress', loaded, total }));
  const ready = (await openOnCard(model)) ?? (await openOnProcessor(model));
  await warmUp(ready, network);
  opened.set(network.key, ready);
  return ready;
}

/** The first run takes twice as long as those after it, and nobody waits for this one. Also tells whether the network takes such pictures at all. */
async function warmUp({ runtime, session }: Open, { preprocessing }: NetworkFile): Promise<void> {
  const blank = new Uint8Array(preprocessing.edge ** 2 * 3);
  try {
    await runNetwork(runtime, session, blank, 1, preprocessing);
  } catch (error) {
    await session.release();
    throw error;
  }
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

function say(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
