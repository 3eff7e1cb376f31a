import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { BroughtRuns, FileSource } from '../../../src-shared/contract/files.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { Store } from '../../store/store.ts';
import type { Changes } from '../changes.ts';
import type { RunFiles } from '../run-files.ts';
import { createSharedWork } from '../shared-work.ts';
import type { Uploads } from '../uploads.ts';
import { importBundle } from './import-bundle.ts';
import { type BundleRequest, type OpenBundle, openBundle } from './write-bundle.ts';

/** Runs as files of their own, out of the workspace and into it. */
export interface Bundles {
  /** Errors: `not-found`, `damaged`; while its stream is read also. */
  write(request: BundleRequest): Promise<OpenBundle>;
  /** Brings the runs of a bundle in; an upload is deleted afterwards. Errors: those of `importBundle`, `bad-request`. */
  read(source: FileSource, signal?: AbortSignal): AsyncGenerator<BroughtRuns>;
  /** Gives up what is brought in. */
  close(): Promise<void>;
}

export interface BundlesParts {
  /** The workspace. */
  folder: string;
  recordsFile: string;
  store: Store;
  files: RunFiles;
  uploads: Uploads;
  changes: Changes;
}

/** Milliseconds between two words on how far it is. */
const TELL_MS = 100;

export function createBundles(parts: BundlesParts): Bundles {
  const { store, uploads, changes } = parts;
  const reading = createSharedWork<BroughtRuns>();

  return {
    write: (request) => openBundle(request, parts),

    async *read(source, signal) {
      const file = await bundleFile(source, uploads);
      try {
        yield yield* reading.follow(
          file,
          async (tell, givenUp) => {
            let toldAtMs = 0;
            const onProgress = (done: number, total: number) => {
              if (Date.now() - toldAtMs < TELL_MS) return;
              toldAtMs = Date.now();
              tell({ type: 'progress', done, total });
            };
            const ids = await importBundle(file, parts, { onProgress, signal: givenUp });
            changes.announce('all');
            return {
              type: 'done',
              runs: ids.map((id) => ({ id, name: store.runs.get(id).name })),
              notes: [],
            };
          },
          signal,
        );
      } finally {
        if (source.kind === 'upload') await uploads.remove(source.uploadId);
      }
    },

    close: () => reading.close(),
  };
}

async function bundleFile(source: FileSource, uploads: Uploads): Promise<string> {
  if (source.kind === 'path') return resolve(source.path);
  const folder = await uploads.folder(source.uploadId);
  const [name, ...others] = await readdir(folder);
  if (name === undefined || others.length > 0) {
    throw new AppError('bad-request', 'Drop one bundle at a time: a file that ends with .alexnet.');
  }
  return join(folder, basename(name));
}
