import type { LabelledPictures } from '../../../src-shared/contract/classify.ts';
import { uploadFiles } from '../../actions/upload-files.ts';
import type { AskedPicture } from '../../state/answers.ts';

/** A picture with the class that it is put under. */
export interface Labelled {
  readonly picture: AskedPicture;
  readonly label: string;
}

/**
 * Pictures as the main process takes them: files on its machine by their paths, others streamed up. The two do not come in one list; what the browser has goes
 * first, in a list of its own.
 */
export async function labelledPictures(
  labelled: readonly Labelled[],
  signal: AbortSignal,
): Promise<LabelledPictures[]> {
  const files = labelled.flatMap(({ picture: { origin, file }, label }, index) =>
    // Numbered: several drops may hold files of one name.
    origin.kind === 'file' ? [{ file: origin.file, path: `${index}/${lastName(file)}`, label }] : [],
  );
  const paths = labelled.flatMap(({ picture: { origin }, label }) =>
    origin.kind === 'path' ? [{ path: origin.path, label }] : [],
  );
  const lists: LabelledPictures[] = [];
  if (files.length > 0) {
    const uploadId = await uploadFiles(files, signal, () => undefined);
    lists.push({ uploadId, pictures: files.map(({ path, label }) => ({ path, label })) });
  }
  if (paths.length > 0) lists.push({ pictures: paths });
  return lists;
}

function lastName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
