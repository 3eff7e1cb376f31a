import { rm } from 'node:fs/promises';
import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { ExportFormatName, ExportOptions, ExportProof } from '../../src-shared/export-formats.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { createTimeLeft } from '../../src-shared/time-left.ts';
import type { Job, Samples } from '../engine/protocol.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import { startEngineJob } from './engine-process.ts';
import type { RunFiles } from './run-files.ts';

/** What is to be written of a run's best checkpoint, and where. */
export interface ExportRequest {
  readonly runId: RunId;
  readonly format: ExportFormatName;
  readonly options: ExportOptions;
  /** A file or folder that is not there yet, in a folder that is. */
  readonly out: string;
  /** Whether it is loaded again and compared with the engine. */
  readonly isProven: boolean;
}

export interface ExportProgress {
  readonly phase: 'writing' | 'proving';
  /** Of this phase, 0..1. */
  readonly share: number;
  /** Of this phase; null while there is nothing to tell it by. */
  readonly secondsLeft: number | null;
}

export interface ExportResult {
  /** Of the file, or of all files of the folder. */
  readonly bytes: number;
  /** Null where none was asked for. */
  readonly proof: ExportProof | null;
}

export interface ExportParts {
  recordsFile: string;
  store: Store;
  files: RunFiles;
  fork?: Fork | undefined;
}

/** Pictures that an export is proven on. */
const PROOF_PICTURES = 100;
/** How long an engine that was asked to stop may take to clean up after itself. */
const GRACE_MS = 5000;

/**
 * Writes a run's best checkpoint in an engine process. Giving the loop or `signal` up stops it. Errors: `not-found`, `conflict` (no checkpoint yet),
 * `not-proven`, `no-space`, `cancelled`, the engine's; no file is left behind then.
 */
export async function* exportRun(
  request: ExportRequest,
  parts: ExportParts,
  signal?: AbortSignal,
): AsyncGenerator<ExportProgress, ExportResult> {
  signal?.throwIfAborted();
  const engine = startEngineJob(jobOf(request, parts), parts.fork);
  const timeLeft = createTimeLeft(() => performance.now());
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    engine.send({ type: 'stop' });
    timer = setTimeout(() => void engine.kill(), GRACE_MS);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for await (const message of engine.messages) {
      if (message.type === 'exporting') {
        const { phase, done, total } = message;
        yield { phase, share: done / total, secondsLeft: timeLeft(message) };
      }
      if (message.type === 'exported') return { bytes: message.bytes, proof: message.proof };
    }
    throw new AppError('cancelled', 'The export was stopped.');
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(timer);
    // An engine that was killed leaves what it was writing.
    await rm(`${request.out}.tmp`, { recursive: true, force: true });
  }
}

function jobOf(request: ExportRequest, { store, files, recordsFile }: ExportParts): Job {
  const run = store.runs.get(request.runId);
  const step = bestCheckpointOf(run).step;
  return {
    kind: 'export',
    model: {
      checkpoint: files.checkpoint(run.id, step),
      net: run.recipe.net,
      classes: run.classes,
      precision: 'float32',
    },
    format: request.format,
    options: request.options,
    out: request.out,
    proof: request.isProven ? proofOf(run, store, recordsFile) : null,
  };
}

/** The checkpoint that is exported. Errors: `conflict` where there is none yet. */
export function bestCheckpointOf(run: Run): Run['checkpoints'][number] {
  const best = run.checkpoints.find(({ isBest }) => isBest);
  if (best) return best;
  throw new AppError(
    'conflict',
    `"${run.name}" has no weights to export yet: its first epoch has not ended.`,
  );
}

/** Pictures of the run's data set, those that it was not trained on first; noise where the data set is gone. */
function proofOf(run: Run, store: Store, recordsFile: string): Extract<Job, { kind: 'export' }>['proof'] {
  try {
    for (const split of ['test', 'val', 'train'] as const) {
      const samples = store.datasets.samples(run.dataset.id, split);
      if (samples.slots.length > 0) return { recordsFile, samples: spread(samples, PROOF_PICTURES) };
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
  }
  return 'noise';
}

/** So many samples, evenly spread, because they lie class by class. */
function spread({ slots, labels, checksums }: Samples, most: number): Samples {
  const count = Math.min(most, slots.length);
  const places = Int32Array.from({ length: count }, (_, index) => Math.floor((index * slots.length) / count));
  return {
    slots: places.map((place) => slots[place] ?? 0),
    labels: places.map((place) => labels[place] ?? 0),
    checksums: Uint32Array.from(places, (place) => checksums[place] ?? 0),
  };
}
