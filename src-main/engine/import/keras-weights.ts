import { readFile } from 'node:fs/promises';
import type { Dataset, File, Group } from 'h5wasm';
import yauzl from 'yauzl';
import { AppError, messageOf } from '../../../src-shared/errors.ts';
import {
  type ForeignLayer,
  type ForeignTensor,
  type ForeignWeights,
  groupLayers,
} from './foreign-weights.ts';

/** Where the file lies in the memory that stands for a disk: links and external data of a hostile file find nothing else there. */
const INSIDE = '/weights.h5';
/** Groups within groups; deeper ones only a hostile file has. */
const DEEPEST = 12;
const MOST_ENTRIES = 100_000;
/** A kernel and its bias, or gamma, beta, mean and variance: by number in Keras 3, by name in Keras 2. */
const PLACES = ['kernel', 'gamma', 'bias', 'beta', 'moving_mean', 'moving_variance'];
const WEIGHTS = 'model.weights.h5';

/** Keras' weights: `.weights.h5`, `.h5`, or the `.keras` around one. Errors: `damaged`, `unsupported`. */
export async function openKerasWeights(path: string, mostBytes: number): Promise<ForeignWeights> {
  const bytes = path.endsWith('.keras') ? await unzipWeights(path, mostBytes) : await readFile(path);
  const { default: h5wasm } = await import('h5wasm');
  const { FS } = await h5wasm.ready;
  FS.writeFile(INSIDE, bytes);
  const file = new h5wasm.File(INSIDE, 'r');
  const close = async (): Promise<void> => {
    file.close();
    FS.unlink(INSIDE);
  };
  try {
    return { layers: layersOf(file), isFlattenedByChannel: false, input: null, close };
  } catch (error) {
    await close();
    if (error instanceof AppError) throw error;
    // h5wasm has no errors of its own kind.
    throw new AppError('damaged', `${path} is no HDF5 file, or it is damaged: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

function layersOf(file: File): ForeignLayer[] {
  const tensors: ForeignTensor[] = [];
  for (const { name, dataset } of datasetsOf(file, '', 0)) {
    const shape = dataset.shape ?? [];
    const order = shape.map((_, axis) => axis);
    tensors.push({ name, shape, order, read: async () => valuesOf(dataset, name) });
  }
  return groupLayers(tensors, splitName);
}

/** `layers/conv2d_1/vars/0` of Keras 3, `model_weights/conv2d_1/…/conv2d_1/kernel:0` of Keras 2. */
function splitName(name: string): { layer: string; place: number } | null {
  if (/optimizer/.test(name)) return null;
  const [, layer, last = ''] = /^(.*?)(?:\/vars)?\/([^/]+)$/.exec(name) ?? [];
  if (layer === undefined) return null;
  const place = /^\d+$/.test(last) ? Number(last) : PLACES.indexOf(last.replace(/:0$/, ''));
  return place < 0 ? null : { layer, place };
}

function* datasetsOf(group: Group, at: string, depth: number): Generator<{ name: string; dataset: Dataset }> {
  const names = group.keys();
  if (depth > DEEPEST || names.length > MOST_ENTRIES)
    throw new AppError('damaged', 'The file has more groups within groups than Keras writes.');
  for (const key of names) {
    const entity = group.get(key);
    const name = at === '' ? key : `${at}/${key}`;
    // Links are neither: what lies elsewhere is not read.
    if (entity && 'shape' in entity) yield { name, dataset: entity };
    else if (entity && 'keys' in entity) yield* datasetsOf(entity, name, depth + 1);
  }
}

function valuesOf(dataset: Dataset, name: string): Float32Array {
  const values = dataset.value;
  if (values instanceof Float32Array) return values;
  if (values instanceof Float64Array) return Float32Array.from(values);
  throw new AppError('unsupported', `The tensor ${name} is not of floats but of ${String(dataset.dtype)}.`);
}

async function unzipWeights(path: string, mostBytes: number): Promise<Buffer> {
  const zip = await yauzl.openPromise(path).catch((cause) => {
    throw new AppError('damaged', `${path} is no .keras file: ${messageOf(cause)}.`, { cause });
  });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== WEIGHTS) continue;
    if (entry.uncompressedSize > mostBytes)
      throw new AppError('bad-request', `The weights in ${path} are larger than is read.`);
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part);
    return Buffer.concat(parts);
  }
  throw new AppError('damaged', `${path} has no ${WEIGHTS} in it.`);
}
