import type { ImportJob, ImportOptions, ImportState } from '../../src-shared/contract/datasets.ts';
import { AppError, toAppError } from '../../src-shared/errors.ts';
import { ImportId } from '../../src-shared/ids.ts';
import { throwIfCancelled } from '../data/walk-files.ts';
import { newId } from '../store/new-id.ts';
import type { Changes } from './changes.ts';
import type { Fork } from './child.ts';
import { type ImportParts, type ImportResult, importPictures } from './import-pictures.ts';
import { sourceName } from './import-source.ts';
import { createLatest } from './latest.ts';
import type { Log } from './log.ts';

export interface ImportNowOptions {
  onState?: ((state: ImportState) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Brings pictures into the workspace, one import at a time: each takes every core. */
export interface Imports {
  /** Starts an import, or queues it behind the one that goes on, and answers at once. Errors: `bad-request`. */
  start(options: ImportOptions): ImportId;
  /** Nothing of a cancelled import stays, but pictures that it decoded need not be decoded again. Errors: `not-found`. */
  cancel(id: ImportId): void;
  /** Takes an ended import off the list. Errors: `not-found`, `conflict` while it goes on. */
  dismiss(id: ImportId): void;
  /** All imports that were not dismissed, oldest first: at once, then on every change, at most ten times a second. */
  watch(signal?: AbortSignal): AsyncGenerator<ImportJob[]>;
  /** Imports and waits for the end. Errors: those of `importPictures`. */
  importNow(options: ImportOptions, follow?: ImportNowOptions): Promise<ImportResult>;
  /** Does other work on the record cache when no import goes on. Errors: the work's, `cancelled`. */
  inTurn<Result>(work: (signal: AbortSignal) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Cancels what goes on and waits for its end. */
  close(): Promise<void>;
}

export interface ImportsParts extends Omit<ImportParts, 'signal' | 'onState'> {
  changes: Changes;
  log: Log;
  fork: Fork | undefined;
}

const WATCH_MS = 100;

export function createImports(parts: ImportsParts): Imports {
  const jobs = new Map<ImportId, { job: ImportJob; stop: AbortController }>();
  const latest = createLatest<ImportJob[]>(() => [...jobs.values()].map(({ job }) => job), WATCH_MS);
  const closing = new AbortController();
  let lastTurn: Promise<unknown> = Promise.resolve();

  async function inTurn<Result>(work: (signal: AbortSignal) => Promise<Result>, signal?: AbortSignal) {
    const stop = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
    const before = lastTurn;
    const turn = (async () => {
      await Promise.race([before, aborted(stop)]);
      throwIfCancelled(stop);
      return await work(stop);
    })();
    lastTurn = Promise.allSettled([before, turn]);
    return turn;
  }

  async function importNow(options: ImportOptions, { onState = () => {}, signal }: ImportNowOptions = {}) {
    const result = await inTurn(
      (stop) => importPictures(options, { ...parts, onState, signal: stop }),
      signal,
    );
    parts.changes.announce('datasets');
    return result;
  }

  function find(id: ImportId) {
    const found = jobs.get(id);
    if (!found) throw new AppError('not-found', 'This import is not on the list any more.');
    return found;
  }

  function setState(id: ImportId, state: ImportState): void {
    const found = jobs.get(id);
    if (!found) return;
    found.job = { ...found.job, state };
    latest.changed();
  }

  function failure(error: unknown): ImportState {
    const { code, message } = toAppError(error);
    if (code === 'cancelled') return { phase: 'cancelled' };
    if (code === 'internal') parts.log.error('import', error);
    return { phase: 'failed', message };
  }

  return {
    start(options) {
      checkShares(options);
      const id = ImportId.parse(newId());
      const stop = new AbortController();
      const name = options.name ?? sourceName(options.source);
      jobs.set(id, { job: { id, name, state: { phase: 'scanning', found: 0 } }, stop });
      latest.changed();
      const onState = (state: ImportState) => setState(id, state);
      importNow(options, { onState, signal: stop.signal }).then(
        ({ dataset }) => setState(id, { phase: 'done', datasetId: dataset.id }),
        (error) => setState(id, failure(error)),
      );
      return id;
    },
    cancel: (id) => find(id).stop.abort(),
    dismiss(id) {
      if (!hasEnded(find(id).job.state))
        throw new AppError('conflict', 'The import still goes on: cancel it first.');
      jobs.delete(id);
      latest.changed();
    },
    watch: latest.watch,
    importNow: async (options, follow) => {
      checkShares(options);
      return importNow(options, follow);
    },
    inTurn,
    async close() {
      closing.abort();
      await lastTurn;
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function hasEnded({ phase }: ImportState): boolean {
  return phase === 'done' || phase === 'cancelled' || phase === 'failed';
}

function checkShares({ val, test }: ImportOptions): void {
  if (val + test < 1) return;
  throw new AppError(
    'bad-request',
    `Validation (${val}) and test (${test}) together must leave something to train on: below 1 in total.`,
  );
}
