import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import type { ExportEvent } from '../../src-shared/contract/exports.ts';
import { AppError } from '../../src-shared/errors.ts';
import { EXPORT_FORMATS } from '../../src-shared/export-formats.ts';
import { ExportId } from '../../src-shared/ids.ts';
import { newId } from '../store/new-id.ts';
import { type ExportParts, type ExportRequest, exportRun } from './export-run.ts';

/** What a window may download. */
export interface ExportDownload {
  readonly name: string;
  /** Null where that is known only when all of it has gone out. */
  readonly bytes: number | null;
  readonly stream: AsyncIterable<Uint8Array>;
}

/** Exports that a window asks for and then downloads: `<workspace>/exports/<id>/<name>`. See contract/exports.ts. */
export interface Exports {
  write(
    request: Pick<ExportRequest, 'runId' | 'format' | 'options'>,
    signal?: AbortSignal,
  ): AsyncGenerator<ExportEvent>;
  /** Several files as a ZIP. Errors: `not-found`. */
  open(id: ExportId): Promise<ExportDownload>;
}

/** Exports that are kept until they are downloaded; older ones are deleted. */
const KEPT = 3;

/** Where they are; nothing in it outlives the program. */
export function exportsFolder(workspace: string): string {
  return join(workspace, 'exports');
}

export function createExports(workspace: string, parts: ExportParts): Exports {
  const root = exportsFolder(workspace);
  const finished: ExportId[] = [];

  async function forgetOldest(): Promise<void> {
    while (finished.length > KEPT) {
      const oldest = finished.shift();
      // Windows keeps files that are being sent; they go when the workspace is next opened.
      if (oldest) await rm(join(root, oldest), { recursive: true, force: true }).catch(() => undefined);
    }
  }

  return {
    async *write({ runId, format, options }, signal) {
      const id = ExportId.parse(newId());
      const folder = join(root, id);
      const { extension } = EXPORT_FORMATS[format];
      const name = `${fileNameOf(parts.store.runs.get(runId).name)}${extension}`;
      await mkdir(folder, { recursive: true });
      try {
        const work = exportRun(
          { runId, format, options, out: join(folder, name), isProven: true },
          parts,
          signal,
        );
        for (;;) {
          const step = await work.next();
          if (!step.done) {
            yield { type: 'progress', ...step.value };
            continue;
          }
          const { bytes, proof } = step.value;
          if (proof === null) throw new Error('An export that was to be proven was not');
          finished.push(id);
          await forgetOldest();
          yield {
            type: 'exported',
            exportId: id,
            name: extension === '' ? `${name}.zip` : name,
            bytes,
            proof,
          };
          return;
        }
      } finally {
        if (!finished.includes(id)) await rm(folder, { recursive: true, force: true });
      }
    },

    async open(id) {
      const [name] = await readdir(join(root, id)).catch(() => []);
      if (name === undefined)
        throw new AppError('not-found', 'This export is not kept any more: export the run again.');
      const path = join(root, id, name);
      const entry = await stat(path);
      if (entry.isFile()) return { name, bytes: entry.size, stream: createReadStream(path) };
      return { name: `${name}.zip`, bytes: null, stream: await zipOf(path, name) };
    },
  };
}

/** A folder as a ZIP, not compressed: weights are noise to every compressor. */
async function zipOf(folder: string, name: string): Promise<AsyncIterable<Uint8Array>> {
  const zip = new ZipFile();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const inside = file.slice(folder.length + 1).replaceAll('\\', '/');
    zip.addFile(file, `${name}/${inside}`, { compress: false });
  }
  zip.end();
  // yazl's type is that of any readable stream; what it gives are bytes.
  return zip.outputStream as unknown as AsyncIterable<Uint8Array>;
}

/** A run's name as one of a file, on every system. */
function fileNameOf(run: string): string {
  const name = run.replace(/[^\p{L}\p{N} ._-]+/gu, '-').replace(/^[. -]+|[. -]+$/g, '');
  return name === '' ? 'export' : name.slice(0, 100);
}
