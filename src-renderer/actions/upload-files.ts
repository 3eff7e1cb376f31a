import { z } from 'zod';
import { UploadId } from '../../src-shared/ids.ts';
import { UPLOADS_PATH, uploadFileUrl } from '../../src-shared/routes.ts';
import type { PickedFile } from './plan-upload.ts';

/** Transfers side by side: enough to hide the time between two files, few enough to leave connections for thumbnails. */
const SIDE_BY_SIDE = 3;

const Opened = z.object({ uploadId: UploadId });
const Refused = z.object({ message: z.string() });

export interface UploadProgress {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Streams files to the main process, one request a file, and answers with the upload's id. `onProgress` tells what has arrived.
 * Rejects with the sentence that the server gives, or when `signal` is aborted.
 */
export async function uploadFiles(
  files: readonly PickedFile<File>[],
  signal: AbortSignal,
  onProgress: (sent: UploadProgress) => void,
): Promise<UploadId> {
  const opened = await send(UPLOADS_PATH, { method: 'POST', signal });
  const { uploadId } = Opened.parse(await opened.json());

  const queue = files.values();
  const sent = { files: 0, bytes: 0 };
  const sendOnes = async () => {
    for (const { file, path } of queue) {
      await send(uploadFileUrl(uploadId, path), { method: 'PUT', body: file, signal });
      sent.files += 1;
      sent.bytes += file.size;
      onProgress({ ...sent });
    }
  };
  try {
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, sendOnes));
  } catch (error) {
    // What has arrived is of no use; should this fail too, the main process clears it away at its next start.
    await fetch(`${UPLOADS_PATH}/${uploadId}`, { method: 'DELETE' }).catch(() => undefined);
    throw error;
  }
  return uploadId;
}

async function send(url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, request);
  if (response.ok) return response;
  const refused = Refused.safeParse(await response.json().catch(() => null));
  throw new Error(
    refused.success
      ? refused.data.message
      : `The upload was refused (${response.status} ${response.statusText}).`,
  );
}
