import { readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ImportSource, ImportState } from '../../src-shared/contract/datasets.ts';
import { AppError } from '../../src-shared/errors.ts';
import { SAMPLE } from '../data/sample/sample.ts';
import { type DecoderOptions, startDecoder } from './decoder-process.ts';
import type { Uploads } from './uploads.ts';

/** A folder with pictures that is ready to be scanned. */
export interface OpenSource {
  folder: string;
  /** What a data set of it is called if nobody says otherwise. */
  name: string;
  /** What people know the folder by. */
  shownAs: string;
  isSample: boolean;
}

export interface OpenSourceOptions extends DecoderOptions {
  /** The workspace; the sample is drawn into it. */
  folder: string;
  uploads: Uploads;
  onState: (state: ImportState) => void;
}

const UPLOAD_NAME = 'Dropped pictures';

/** The name of an import before its folder has been looked at. */
export function sourceName(source: ImportSource): string {
  if (source.kind === 'path') return basename(resolve(source.path)) || source.path;
  return source.kind === 'sample' ? SAMPLE.title : UPLOAD_NAME;
}

/** Finds the folder of a source; the sample is drawn first, once. Errors: `not-found` (upload), `no-space`, `cancelled`. */
export async function openSource(source: ImportSource, options: OpenSourceOptions): Promise<OpenSource> {
  const name = sourceName(source);
  switch (source.kind) {
    case 'path': {
      const folder = resolve(source.path);
      return { folder, name, shownAs: folder, isSample: false };
    }
    case 'upload':
      return openUpload(await options.uploads.folder(source.uploadId));
    case 'sample': {
      const folder = join(options.folder, 'sample');
      await drawSample(folder, options);
      return { folder, name, shownAs: name, isSample: true };
    }
  }
}

/** A browser that drops a folder of classes uploads `<folder>/<class>/…`; one that drops the classes, `<class>/…`. */
async function openUpload(folder: string): Promise<OpenSource> {
  const [only, ...others] = await readdir(folder, { withFileTypes: true });
  if (only?.isDirectory() && others.length === 0) {
    const inner = join(folder, only.name);
    const entries = await readdir(inner, { withFileTypes: true });
    if (entries.some((entry) => entry.isDirectory())) {
      return { folder: inner, name: only.name, shownAs: only.name, isSample: false };
    }
  }
  return { folder, name: UPLOAD_NAME, shownAs: UPLOAD_NAME, isSample: false };
}

/** In a process of its own: drawing takes its thread for a while. What an older version drew is drawn anew. */
async function drawSample(folder: string, { fork, signal, onState }: OpenSourceOptions): Promise<void> {
  const draw = async () => {
    for await (const message of startDecoder({ type: 'draw', folder }, { fork, signal }).messages) {
      if (message.type === 'drawn') onState({ phase: 'drawing', done: message.done, total: message.total });
    }
  };
  try {
    await draw();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    await rm(folder, { recursive: true });
    await draw();
  }
}
