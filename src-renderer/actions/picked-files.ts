import type { ClassifySource } from '../../src-shared/contract/classify.ts';
import type { PickedFile } from './plan-upload.ts';

/** What a person dropped, picked or pasted: in the browser files with their paths, in the desktop window also places on the disk. */
export interface Picked {
  readonly files: readonly PickedFile<File>[];
  /** Absolute paths of the dropped files and folders; empty in a browser. */
  readonly paths: readonly string[];
}

/** Files as the drop zone hands them over: with the path below what was dropped. */
interface DroppedFile extends File {
  readonly path?: string;
  readonly relativePath?: string;
}

/** Takes what was dropped. In the desktop window folders come as one file each, whose path leads to the rest. */
export function pickedFromDrop(files: readonly DroppedFile[]): Picked {
  return {
    files: files.map((file) => ({ file, path: file.relativePath ?? file.path ?? file.name })),
    paths: pathsOf(files),
  };
}

/** Takes what an `<input type=file>` gave; with `webkitdirectory` the files carry their paths below the picked folder. */
export function pickedFromInput(list: FileList): Picked {
  const files = Array.from(list);
  const first = files[0];
  const below = first?.webkitRelativePath ?? '';
  const paths =
    first && below !== '' ? pathsOf([first]).map((path) => folderAbove(path, below)) : pathsOf(files);
  return { files: files.map((file) => ({ file, path: file.webkitRelativePath || file.name })), paths };
}

/** The desktop shell reads folders from the disk by itself, so only the dropped things themselves are taken. */
export function droppedThings(transfer: DataTransfer): File[] {
  return Array.from(transfer.files);
}

/** What the classifier is asked to read: places on the disk where they are known, else null for an upload. */
export function pathSource(picked: Picked): ClassifySource | null {
  return picked.paths.length > 0 ? { kind: 'paths', paths: [...picked.paths] } : null;
}

function pathsOf(files: readonly File[]): string[] {
  const bridge = window.alexnetStudio;
  if (!bridge) return [];
  const paths = files.map((file) => bridge.pathForFile(file));
  return paths.every((path) => path !== '') ? paths : [];
}

/** `/home/a/animals/cats/1.jpg` with `animals/cats/1.jpg` below gives `/home/a/animals`. */
function folderAbove(path: string, below: string): string {
  const levels = below.split('/').length - 1;
  return path.split(/[\\/]/).slice(0, -levels).join('/');
}
