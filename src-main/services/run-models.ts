import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunId } from '../../src-shared/ids.ts';
import { bestCheckpointOf, type ExportParts, exportRun } from './export-run.ts';
import { createSharedWork, resultOf } from './shared-work.ts';

/** A run's network as ONNX, to be used in the window. */
export interface RunModel {
  readonly file: string;
  readonly bytes: number;
  /** Names these very weights: another checkpoint has another. */
  readonly tag: string;
}

/** Best checkpoints as ONNX, float32, pre-processing inside: made when first asked for and kept beside the run until there is a better one. */
export interface RunModels {
  /** Giving `signal` up gives the making up where nobody else waits for it. Errors: those of `exportRun` but `not-proven`. */
  get(runId: RunId, signal?: AbortSignal): Promise<RunModel>;
  close(): Promise<void>;
}

/** Rises when the same weights are written differently. */
const FORMAT_VERSION = 1;

export function createRunModels(parts: ExportParts): RunModels {
  const { store, files } = parts;
  const shared = createSharedWork<RunModel>();

  async function make(runId: RunId, tag: string, signal: AbortSignal): Promise<RunModel> {
    const folder = join(files.folder(runId), 'exports');
    const name = `${tag}.onnx`;
    const out = join(folder, name);
    await mkdir(folder, { recursive: true });
    const options = { float16: false, preprocessing: 'inside' as const };
    const request = { runId, format: 'onnx' as const, options, out, isProven: false };
    const { bytes } = await resultOf(exportRun(request, parts, signal));
    const old = (await readdir(folder)).filter((other) => other !== name);
    // Windows keeps files that are being sent; they go the next time.
    await Promise.all(
      old.map((other) => rm(join(folder, other), { recursive: true }).catch(() => undefined)),
    );
    return { file: out, bytes, tag };
  }

  return {
    async get(runId, signal) {
      const { step, savedAtMs } = bestCheckpointOf(store.runs.get(runId));
      const tag = `${step}-${savedAtMs}-v${FORMAT_VERSION}`;
      const file = join(files.folder(runId), 'exports', `${tag}.onnx`);
      const kept = await stat(file).catch(() => null);
      if (kept) return { file, bytes: kept.size, tag };
      return await resultOf(shared.follow(`${runId} ${tag}`, (_, given) => make(runId, tag, given), signal));
    },
    close: () => shared.close(),
  };
}
