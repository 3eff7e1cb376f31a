import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { DatasetId, RunId } from '../../../src-shared/ids.ts';
import type { PictureRow } from '../../store/dataset-rows.ts';
import type { Store } from '../../store/store.ts';
import { appVersion } from '../app-version.ts';
import type { RunFiles } from '../run-files.ts';
import {
  BUNDLE_VERSION,
  type BundledDataset,
  type BundledFile,
  type BundledPicture,
  bundleFileName,
  datasetPath,
  MANIFEST,
  type Manifest,
} from './bundle-format.ts';
import { fileSources, recordsSource, rowSources, type Source, spool } from './bundle-source.ts';

export interface BundleRequest {
  runIds: readonly RunId[];
  /** Whether the data sets' pictures (their decoded records) go along, so that the runs can be evaluated where those are not. */
  pictures: boolean;
}

export interface BundleParts {
  recordsFile: string;
  store: Store;
  files: RunFiles;
}

/** A bundle that is ready to be read. */
export interface OpenBundle {
  fileName: string;
  /** Of the whole file, which is known beforehand. */
  bytes: number;
  /** Whoever gives it up destroys it: all that it holds is given back then. Errors: `damaged`. */
  stream: Readable;
}

const STORED = { compress: false, mode: 0o100644 };

/** Opens a bundle of runs; what it is made of is opened and counted, and read when the stream is. Errors: `not-found`, `damaged`. */
export async function openBundle(request: BundleRequest, parts: BundleParts): Promise<OpenBundle> {
  const { store } = parts;
  const runs = [...new Set(request.runIds)].map((id) => store.runs.get(id));
  const folder = await mkdtemp(join(tmpdir(), 'alexnet-bundle-'));
  const sources: Source[] = [];
  const close = async () => {
    await Promise.all(sources.map((source) => source.close()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const run of runs) {
      const steps = run.checkpoints.map(({ step }) => step);
      sources.push(...(await fileSources(run, parts.files)));
      sources.push(...(await rowSources(store, run.id, steps, folder)));
    }
    const known = new Set(store.datasets.list().map(({ id }) => id));
    const datasets = new Set(runs.map(({ dataset }) => dataset.id).filter((id) => known.has(id)));
    for (const id of datasets) sources.push(...(await datasetSources(id, request, parts, folder)));
    const manifest: Omit<Manifest, 'files'> = {
      format: 'alexnet-studio-bundle',
      version: BUNDLE_VERSION,
      program: appVersion(),
      createdAtMs: Date.now(),
      runs: runs.map(({ id, name, dataset }) => ({
        id,
        name,
        dataset: datasets.has(dataset.id) ? dataset.id : null,
      })),
    };
    const { stream, bytes } = await zipOf(sources, manifest);
    stream.once('close', () => void close());
    return { fileName: bundleFileName(runs.map(({ name }) => name)), bytes, stream };
  } catch (error) {
    await close();
    throw error;
  }
}

async function datasetSources(
  id: DatasetId,
  { pictures: withRecords }: BundleRequest,
  { store, recordsFile }: BundleParts,
  folder: string,
): Promise<Source[]> {
  const { name, source, isSample, classes } = store.datasets.get(id);
  const pictures = store.datasetRows.pictures(id);
  const dataset: BundledDataset = {
    name,
    source: basename(source),
    isSample,
    fingerprint: store.datasetRows.fingerprint(id),
    classes,
    rejected: store.datasets.rejected(id),
  };
  return [
    await spool(datasetPath(id, 'dataset.json'), folder, [JSON.stringify(dataset)]),
    await spool(datasetPath(id, 'pictures.jsonl'), folder, pictureLines(pictures)),
    ...(withRecords ? [await recordsSource(datasetPath(id, 'records.bin'), recordsFile, pictures)] : []),
  ];
}

function* pictureLines(pictures: readonly PictureRow[]): Generator<string> {
  for (const { file, classIndex, split, sha256, crc32, width, height, slot } of pictures) {
    const line: BundledPicture = [file, classIndex, split, sha256, crc32, width, height, slot];
    yield `${JSON.stringify(line)}\n`;
  }
}

/** The zip file of the sources and the manifest, which is last because it names the SHA-256 of what was read before it. */
async function zipOf(sources: readonly Source[], head: Omit<Manifest, 'files'>) {
  const zip = new ZipFile();
  const stream = new PassThrough();
  // An error of a source is yazl's own; whoever reads the stream has to hear of it.
  zip.on('error', (error: Error) => stream.destroy(error));
  pipeline(zip.outputStream, stream).catch(() => undefined);

  const sums = new Map<string, string>();
  const manifest = () => {
    const files = sources.map(
      ({ path, bytes }): BundledFile => ({ path, bytes, sha256: sums.get(path) ?? '0'.repeat(64) }),
    );
    return Buffer.from(JSON.stringify({ ...head, files } satisfies Manifest));
  };
  // What is being read when the bundle is given up ends with it, before its file is closed under it.
  let reading: Readable | null = null;
  stream.once('close', () => reading?.destroy());
  for (const source of sources) {
    zip.addReadStreamLazy(source.path, { ...STORED, size: source.bytes }, (give) => {
      if (stream.destroyed) return;
      reading = hashed(source.open(), (sha256) => sums.set(source.path, sha256));
      reading.on('error', (error) => stream.destroy(error));
      give(null, reading);
    });
  }
  // Sums are as long as the zeros in their places, so the length is known before they are.
  const size = manifest().length;
  zip.addReadStreamLazy(MANIFEST, { ...STORED, size }, (give) => give(null, Readable.from([manifest()])));
  const bytes = await new Promise<number>((resolve) => {
    // yazl gives the length; its types leave that out.
    zip.end(undefined, resolve as () => void);
  });
  return { stream, bytes };
}

function hashed(source: Readable, onSum: (sha256: string) => void): Readable {
  const hash = createHash('sha256');
  return Readable.from(
    (async function* () {
      for await (const chunk of source) {
        hash.update(chunk);
        yield chunk;
      }
      onSum(hash.digest('hex'));
    })(),
  );
}
