import { z } from 'zod';
import type { BroughtRuns, FileSource } from '../../src-shared/contract/files.ts';
import { UploadId } from '../../src-shared/ids.ts';
import { UPLOADS_PATH, uploadFileUrl } from '../../src-shared/routes.ts';
import { studio } from '../client/studio.ts';
import type { Picked } from './picked-files.ts';
import { planUpload } from './plan-upload.ts';

/** How far it is: a phase of its own for files that a browser sends first. Bytes. */
export interface BringProgress {
  readonly phase: 'sending' | 'reading';
  readonly done: number;
  readonly total: number;
}

export type Brought = Extract<BroughtRuns, { type: 'done' }>;

const BUNDLE = /\.alexnet$/i;

/** Whether what was picked is a bundle; otherwise it is read as figures. */
export function isBundle({ files }: Picked): boolean {
  return files.some(({ file }) => BUNDLE.test(file.name));
}

/** Brings in the runs of what was picked. Rejects with what went wrong, or when `signal` is aborted: then nothing stays. */
export async function bringRuns(
  picked: Picked,
  onProgress: (progress: BringProgress) => void,
  signal: AbortSignal,
): Promise<Brought> {
  if (picked.paths.length > 1 || (isBundle(picked) && picked.files.length > 1)) {
    throw new Error('Give one bundle, or one file or folder of figures, at a time.');
  }
  const [path] = picked.paths;
  const source: FileSource =
    path === undefined
      ? { kind: 'upload', uploadId: await send(picked, onProgress, signal) }
      : { kind: 'path', path };
  const open = isBundle(picked) ? studio.files.openBundle : studio.files.openSeries;
  for await (const news of await open(source, { signal })) {
    if (news.type === 'done') return news;
    onProgress({ phase: 'reading', done: news.done, total: news.total });
  }
  throw new Error('The reading ended without a result. Try again.');
}

async function send(
  picked: Picked,
  onProgress: (progress: BringProgress) => void,
  signal: AbortSignal,
): Promise<UploadId> {
  const opened = await fetch(UPLOADS_PATH, { method: 'POST', signal });
  const { uploadId } = z.object({ uploadId: UploadId }).parse(await opened.json());
  const { files } = planUpload(picked.files);
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  let done = 0;
  try {
    for (const { file, path } of files) {
      const sent = done;
      await put(uploadFileUrl(uploadId, path), file, signal, (bytes) => {
        onProgress({ phase: 'sending', done: sent + bytes, total });
      });
      done += file.size;
    }
    return uploadId;
  } catch (error) {
    await fetch(`${UPLOADS_PATH}/${uploadId}`, { method: 'DELETE' }).catch(() => undefined);
    throw error;
  }
}

/** As `fetch` does it, but telling how much has gone: bundles are large. */
function put(url: string, file: File, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.upload.onprogress = ({ loaded }) => onBytes(loaded);
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(refusal(request))));
    request.onerror = () => reject(new Error('The connection was lost while the file was sent. Try again.'));
    request.onabort = () => reject(new Error('Stopped.'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function refusal(request: XMLHttpRequest): string {
  try {
    return z.object({ message: z.string() }).parse(JSON.parse(request.responseText)).message;
  } catch {
    return `The file was refused (${request.status}).`;
  }
}
