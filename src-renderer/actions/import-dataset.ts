import type { ImportOptions, ImportSource } from '../../src-shared/contract/datasets.ts';
import { messageOf } from '../../src-shared/errors.ts';
import { studio } from '../client/studio.ts';
import { addUpload, changeUpload, removeUpload } from '../state/uploads.ts';
import { formatSize } from '../ui/format.ts';
import { notifyFailure } from './notify.tsx';
import type { PickedFile } from './plan-upload.ts';
import { uploadFiles } from './upload-files.ts';

/** What the import dialog asks, apart from where the pictures are. */
export type ImportChoices = Omit<ImportOptions, 'source'>;

let nextKey = 1;

/** Starts an import from a place that the main process can read; resolves when it is under way. */
export async function importFrom(source: ImportSource, choices: Partial<ImportChoices> = {}): Promise<void> {
  await studio.datasets.import({ source, ...choices });
}

/** Draws and imports the sample data set. */
export async function importSample(): Promise<void> {
  await importFrom({ kind: 'sample' }).catch(notifyFailure);
}

/** Sends pictures up and imports them. Answers at once; the upload is followed by `uploads`, the import by the contract. */
export function importUpload(files: readonly PickedFile<File>[], choices: ImportChoices): void {
  const key = nextKey++;
  const abort = new AbortController();
  addUpload({
    key,
    name: choices.name ?? 'Pictures',
    files: files.length,
    sentFiles: 0,
    bytes: files.reduce((sum, { file }) => sum + file.size, 0),
    sentBytes: 0,
    failure: null,
    cancel: () => {
      abort.abort();
      removeUpload(key);
    },
  });
  const run = async () => {
    try {
      const uploadId = await uploadFiles(files, abort.signal, (sent) =>
        changeUpload(key, { sentFiles: sent.files, sentBytes: sent.bytes }),
      );
      await importFrom({ kind: 'upload', uploadId }, choices);
      removeUpload(key);
    } catch (error) {
      if (!abort.signal.aborted) changeUpload(key, { failure: messageOf(error) });
    }
  };
  void run();
}

/** The sentence for a drop that the server would refuse for its size, or null where it fits. */
export function tooLarge(
  files: readonly PickedFile<File>[],
  limits: { fileBytes: number; totalBytes: number },
): string | null {
  const large = files.find(({ file }) => file.size > limits.fileBytes);
  if (large) {
    return `${large.path} has ${formatSize(large.file.size)}; a single file may have ${formatSize(limits.fileBytes)}. Leave it out, or give the folder's path on this machine instead.`;
  }
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > limits.totalBytes) {
    return `These pictures have ${formatSize(bytes)}; a drop may have ${formatSize(limits.totalBytes)}. Give the folder's path on this machine instead.`;
  }
  return null;
}
