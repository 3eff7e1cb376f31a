/** A file with its path as the browser gives it: `/animals/cats/1.jpg` of a drop, `animals/cats/1.jpg` of a picked folder. */
export interface PickedFile<F> {
  readonly file: F;
  readonly path: string;
}

export interface UploadPlan<F> {
  /** The dropped folder's name, or null where several things were dropped. */
  readonly name: string | null;
  /** Paths below that folder, with `/`, without a leading one. */
  readonly files: readonly PickedFile<F>[];
}

/**
 * What is sent up of a drop. One dropped folder is taken off the paths when it holds folders of its own (those are the classes);
 * hidden files and folders stay where they are.
 */
export function planUpload<F>(picked: readonly PickedFile<F>[]): UploadPlan<F> {
  const files = picked
    .map(({ file, path }) => ({ file, parts: path.split('/').filter((part) => part !== '' && part !== '.') }))
    .filter(({ parts }) => parts.length > 0 && !parts.some((part) => part.startsWith('.')));

  const root = files[0]?.parts[0];
  const oneFolder = root !== undefined && files.every(({ parts }) => parts.length > 1 && parts[0] === root);
  const holdsFolders = files.some(({ parts }) => parts.length > 2);
  const skipped = oneFolder && holdsFolders ? 1 : 0;

  return {
    name: oneFolder ? root : null,
    files: files.map(({ file, parts }) => ({ file, path: parts.slice(skipped).join('/') })),
  };
}
