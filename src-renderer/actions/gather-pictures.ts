import type { ClassifySource } from '../../src-shared/contract/classify.ts';
import { studio } from '../client/studio.ts';
import type { AskedPicture, PictureOrigin } from '../state/answers.ts';
import { type Picked, pathSource } from './picked-files.ts';
import type { PickedFile } from './plan-upload.ts';
import { uploadFiles } from './upload-files.ts';

let drops = 0;

/** `picture 3` before `picture 10`. */
const NATURAL = new Intl.Collator('en', { numeric: true });

/** The pictures of what was dropped, and those of archives among it; what cannot be read has its reason. Errors: those of the upload and of listing. */
export async function gatherPictures(picked: Picked, signal: AbortSignal): Promise<AskedPicture[]> {
  const drop = ++drops;
  const source = pathSource(picked);
  const found = source ? await listed(source, signal) : await gatherFiles(picked.files, signal);
  // Browsers give a folder's files in any order.
  const inOrder = found.toSorted((a, b) => NATURAL.compare(a.file, b.file));
  return inOrder.map((picture, index) => ({ ...NEW, ...picture, key: `${drop}:${index}` }));
}

type Gathered = Pick<AskedPicture, 'file' | 'origin'> & Partial<AskedPicture>;

const NEW = { preview: null, problem: null, correction: null, answers: new Map() } as const;

async function gatherFiles(files: readonly PickedFile<File>[], signal: AbortSignal): Promise<Gathered[]> {
  const isArchive = ({ file }: PickedFile<File>) => /\.zip$/i.test(file.name);
  const isHidden = ({ path }: PickedFile<File>) => /(^|\/)\.[^/.]/.test(path);
  const archives = files.filter(isArchive);
  const pictures = files
    .filter((one) => !isArchive(one) && !isHidden(one))
    .map(({ file, path }) => ({
      file: plain(path),
      origin: { kind: 'file', file } as const,
      preview: URL.createObjectURL(file),
    }));
  if (archives.length === 0) return pictures;
  // Unpacking is the main process' business; the archives are gone again as soon as they are unpacked.
  const sent = archives.map(({ file, path }) => ({ file, path: plain(path) }));
  const uploadId = await uploadFiles(sent, signal, () => undefined);
  try {
    return [...pictures, ...(await listed({ kind: 'upload', uploadId }, signal))];
  } finally {
    await studio.classify.release({ uploadId });
  }
}

async function listed(source: ClassifySource, signal: AbortSignal): Promise<Gathered[]> {
  const { pictures, rejected } = await studio.classify.list(source, { signal });
  const origin = (path: string): PictureOrigin => ({ kind: 'path', path });
  return [
    ...pictures.map(({ file, path }) => ({ file, origin: origin(path) })),
    ...rejected.map(({ file, reason }) => ({ file, origin: origin(file), problem: reason })),
  ];
}

function plain(path: string): string {
  return path.replace(/^(\.?\/)+/, '');
}
