import { AppError, toAppError } from '../../src-shared/errors.ts';
import { listenToParent } from '../parent-channel.ts';
import { openStore, type Store } from '../store/store.ts';
import { type FromSeries, ToSeries } from './protocol.ts';
import { updateSeries } from './update-series.ts';

/**
 * The process that keeps the series of runs: millions of points are read, folded and written here, so that the one that answers the
 * window never waits for that. Reads the database beside its writer.
 */

let store: Store | null = null;
let working: Promise<void> = Promise.resolve();
const stops = new Map<number, AbortController>();

const parent = listenToParent<ToSeries, FromSeries>(ToSeries, (message) => {
  if (message.type === 'open') store = openStore(message.workspace, { mode: 'read' });
  else if (message.type === 'stop') stops.get(message.work)?.abort();
  else {
    const stop = new AbortController();
    stops.set(message.work, stop);
    working = working.then(() => update(message, stop.signal)).finally(() => stops.delete(message.work));
  }
});

async function update(
  { work, runId, folder }: Extract<ToSeries, { type: 'update' }>,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (store === null) throw new AppError('internal', 'No workspace was named.');
    const onProgress = (step: number) => parent.send({ type: 'progress', work, step });
    const manifest = await updateSeries(store.metrics, runId, folder, { onProgress, signal });
    parent.send({ type: 'updated', work, manifest });
  } catch (error) {
    const { code, message } = toAppError(error);
    parent.send({ type: 'failed', work, code, message });
  }
}
