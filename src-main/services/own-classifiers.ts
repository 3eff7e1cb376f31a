import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ClassifierSettings } from '../../src-shared/contract/classifiers.ts';
import type { FileSource } from '../../src-shared/contract/files.ts';
import { AppError } from '../../src-shared/errors.ts';
import { ClassifierId } from '../../src-shared/ids.ts';
import { classifierOf } from '../../src-shared/onnx/classifier-of.ts';
import { examineOnnx } from '../../src-shared/onnx/examine-onnx.ts';
import { OwnClassifier } from '../../src-shared/own-classifier.ts';
import { unreadableReason } from '../data/unreadable.ts';
import { writeFileAtomically } from '../engine/checkpoint/write-file-atomically.ts';
import { newId } from '../store/new-id.ts';
import type { Uploads } from './uploads.ts';

/** ONNX classifiers from elsewhere, `<workspace>/models/<id>/` with `model.onnx` and `classifier.json`. See contract/classifiers.ts. */
export interface OwnClassifiers {
  list(): Promise<OwnClassifier[]>;
  add(source: FileSource, name: string): Promise<OwnClassifier>;
  change(id: ClassifierId, settings: ClassifierSettings): Promise<OwnClassifier>;
  remove(id: ClassifierId): Promise<void>;
  restore(id: ClassifierId): Promise<void>;
  /** The file's bytes and how many they are. Errors: `not-found`. */
  open(id: ClassifierId): Promise<{ bytes: number; stream: AsyncIterable<Uint8Array> }>;
  /** Deletes for good what was removed or not taken in to the end. */
  tidyUp(): Promise<void>;
}

/** A window has 4 GiB for a network, its weights twice while they are loaded, and what it computes. */
const LARGEST = 2 ** 30;
/** Endings of folders that are hidden until they are deleted or brought back, and of those that are being made. */
const [REMOVED, NEW] = ['.removed', '.new'];

export function createOwnClassifiers(workspace: string, uploads: Uploads): OwnClassifiers {
  const root = join(workspace, 'models');
  const folder = (id: ClassifierId) => join(root, id);
  const modelFile = (id: ClassifierId) => join(folder(id), 'model.onnx');
  const names = () => readdir(root).catch(() => []);

  async function read(id: ClassifierId): Promise<OwnClassifier> {
    try {
      return OwnClassifier.parse(JSON.parse(await readFile(join(folder(id), 'classifier.json'), 'utf8')));
    } catch (cause) {
      throw new AppError('not-found', 'This classifier is not in the workspace any more.', { cause });
    }
  }

  async function write(into: string, classifier: OwnClassifier): Promise<void> {
    await writeFileAtomically(join(into, 'classifier.json'), [Buffer.from(JSON.stringify(classifier))]);
  }

  async function takeIn(file: string, name: string): Promise<OwnClassifier> {
    const bytes = await sizeOf(file);
    const { preprocessing, classes, labels } = classifierOf(examineOnnx(await readFile(file)));
    const classifier: OwnClassifier = {
      id: ClassifierId.parse(newId()),
      name,
      labels: [...(labels ?? numberedLabels(classes ?? 1000))],
      preprocessing,
      bytes,
      addedAtMs: Date.now(),
    };
    const fresh = folder(classifier.id) + NEW;
    await mkdir(fresh, { recursive: true });
    try {
      await copyFile(file, join(fresh, 'model.onnx'));
      await write(fresh, classifier);
      await rename(fresh, folder(classifier.id));
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
    return classifier;
  }

  return {
    async list() {
      const ids = (await names()).flatMap((name) => ClassifierId.safeParse(name).data ?? []);
      const all = await Promise.all(ids.map((id) => read(id).catch(() => [])));
      return all.flat().sort((a, b) => b.addedAtMs - a.addedAtMs);
    },
    async add(source, name) {
      if (source.kind === 'path') return await takeIn(source.path, name);
      try {
        return await takeIn(await onlyFile(await uploads.folder(source.uploadId)), name);
      } finally {
        await uploads.remove(source.uploadId);
      }
    },
    async change(id, settings) {
      const changed = { ...(await read(id)), ...settings };
      await write(folder(id), changed);
      return changed;
    },
    async remove(id) {
      await read(id);
      await rename(folder(id), folder(id) + REMOVED);
    },
    async restore(id) {
      await rename(folder(id) + REMOVED, folder(id)).catch((cause) => {
        throw new AppError('not-found', 'This classifier cannot be brought back any more.', { cause });
      });
    },
    async open(id) {
      await read(id);
      return { bytes: (await stat(modelFile(id))).size, stream: createReadStream(modelFile(id)) };
    },
    async tidyUp() {
      const gone = (await names()).filter((name) => name.endsWith(REMOVED) || name.endsWith(NEW));
      await Promise.all(gone.map((name) => rm(join(root, name), { recursive: true, force: true })));
    },
  };
}

function numberedLabels(classes: number): string[] {
  return Array.from({ length: classes }, (_, index) => `class ${index + 1}`);
}

async function onlyFile(folder: string): Promise<string> {
  const [name] = await readdir(folder);
  if (name === undefined) throw new AppError('bad-request', 'The upload has no file: drop an ONNX model.');
  return join(folder, name);
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((cause) => {
    throw new AppError('not-found', `${file}: ${unreadableReason('file', cause)}`, { cause });
  });
  if (!found.isFile()) throw new AppError('bad-request', `${file} is a folder: name an .onnx file.`);
  if (found.size <= LARGEST) return found.size;
  throw new AppError(
    'bad-request',
    `${basename(file)} has ${Math.ceil(found.size / 2 ** 20)} MiB; networks of up to ${LARGEST / 2 ** 20} MiB run here.`,
  );
}
