import { statfs } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { AppError, messageOf } from '../../../src-shared/errors.ts';
import { BUNDLE_VERSION, MANIFEST, Manifest, wrongName } from './bundle-format.ts';

/** A bundle whose table of contents is sound: every file that its manifest names is there, with that length, and nothing else. */
export interface CheckedBundle {
  zip: ZipFile;
  manifest: Manifest;
  /** By path. */
  entries: ReadonlyMap<string, Entry>;
  bytes: number;
}

const MOST_ENTRIES = 100_000;
const LARGEST_MANIFEST = 64 * 2 ** 20;
/** Left on the disk for the database and whatever else writes meanwhile. */
const SPARE_BYTES = 64 * 2 ** 20;

/** Kinds of file in a zip entry's attributes (the upper half is the Unix mode). */
const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
const LINK = 0o120000;

/**
 * Opens a bundle and looks at everything that can be known before its files are unpacked. `name`: what errors call it; `folder`: where it will
 * be unpacked. The caller closes the zip file. Errors: `not-found`, `damaged`, `newer-version`, `no-space`.
 */
export async function checkBundle(file: string, name: string, folder: string): Promise<CheckedBundle> {
  // Names are judged here and not by the library, so that each wrong one is told in its own words.
  const zip = await yauzl.openPromise(file, { autoClose: false, decodeStrings: false }).catch((cause) => {
    throw cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
      ? new AppError('not-found', `There is no file ${file}. Check the path.`, { cause })
      : damaged(name, `it is no zip file, or it was cut short (${messageOf(cause)})`, cause);
  });
  try {
    const entries = await readEntries(zip, name);
    const manifest = await readManifest(zip, entries.get(MANIFEST), name);
    const bytes = compare(manifest, entries, name);
    const { bavail, bsize } = await statfs(folder);
    if (bytes + SPARE_BYTES > bavail * bsize) {
      throw new AppError(
        'no-space',
        `${name} unpacks to ${Math.ceil(bytes / 1e6)} MB, and the disk of ${folder} has ${Math.floor((bavail * bsize) / 1e6)} MB left. Make room and open it again.`,
      );
    }
    return { zip, manifest, entries, bytes };
  } catch (error) {
    zip.close();
    throw error instanceof AppError ? error : damaged(name, messageOf(error), error);
  }
}

async function readEntries(zip: ZipFile, name: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw damaged(name, `it has ${zip.entryCount} entries`);
  const entries = new Map<string, Entry>();
  const lowerCase = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileNameRaw.toString('utf8');
    const shown = JSON.stringify(path.slice(0, 200));
    const wrong = wrongName(path);
    if (wrong !== null) throw damaged(name, `its entry ${shown} ${wrong}`);
    const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
    if (type === LINK) throw damaged(name, `its entry ${shown} is a link`);
    if (type !== 0 && type !== REGULAR) throw damaged(name, `its entry ${shown} is not a file`);
    if (entry.isEncrypted()) throw damaged(name, `its entry ${shown} is encrypted`);
    // Some file systems take names that differ in case for one.
    if (lowerCase.has(path.toLowerCase())) throw damaged(name, `it has ${shown} twice`);
    lowerCase.add(path.toLowerCase());
    entries.set(path, entry);
  }
  return entries;
}

async function readManifest(zip: ZipFile, entry: Entry | undefined, name: string): Promise<Manifest> {
  if (entry === undefined) {
    throw damaged(name, 'it has no manifest, so it is no bundle of AlexNet Studio');
  }
  if (entry.uncompressedSize > LARGEST_MANIFEST) throw damaged(name, 'its manifest is far too long');
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  const json = parseJson(bytes.toString('utf8'), name);
  const head = z.object({ format: z.literal('alexnet-studio-bundle'), version: z.number() }).safeParse(json);
  if (!head.success) throw damaged(name, 'its manifest is not that of a bundle of AlexNet Studio');
  if (head.data.version !== BUNDLE_VERSION) {
    throw new AppError(
      'newer-version',
      `${name} has the bundle format ${head.data.version}; this AlexNet Studio knows ${BUNDLE_VERSION}. Update the program to open it.`,
    );
  }
  const manifest = Manifest.safeParse(json);
  if (!manifest.success) throw damaged(name, `its manifest is wrong at ${pathOf(manifest.error)}`);
  return manifest.data;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(name, 'its manifest is no JSON', cause);
  }
}

/** Holds the zip file's contents against the manifest's; gives the bytes of all files. */
function compare({ files, runs }: Manifest, entries: ReadonlyMap<string, Entry>, name: string): number {
  const named = new Set<string>([MANIFEST]);
  let bytes = 0;
  for (const { path, bytes: length } of files) {
    const entry = entries.get(path);
    if (named.has(path)) throw damaged(name, `its manifest names ${path} twice`);
    if (entry === undefined) throw damaged(name, `${path} is missing`);
    // An entry that unpacks to more than it says is cut off by the library.
    if (entry.uncompressedSize !== length) {
      throw damaged(name, `${path} has ${entry.uncompressedSize} bytes instead of ${length}`);
    }
    named.add(path);
    bytes += length;
  }
  const extra = [...entries.keys()].find((path) => !named.has(path));
  if (extra !== undefined) throw damaged(name, `its manifest does not name ${extra}`);
  const twice = runs.find(({ id }, at) => runs.findIndex((run) => run.id === id) !== at);
  if (twice) throw damaged(name, `its manifest names run ${twice.id} twice`);
  return bytes;
}

/** The error for a bundle that cannot be trusted. */
export function damaged(name: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'damaged',
    `${name} is not a sound bundle: ${why}. Nothing was changed; get the file anew.`,
    { cause },
  );
}

function pathOf(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') ?? 'some place';
}
