import { mkdirSync, renameSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileSource } from '../../src-shared/contract/files.ts';
import type { StartRun } from '../../src-shared/contract/runs.ts';
import type { StartWeights } from '../../src-shared/contract/start-weights.ts';
import { AppError } from '../../src-shared/errors.ts';
import { type DatasetId, WeightsId } from '../../src-shared/ids.ts';
import { hasSameLayers } from '../../src-shared/nets/custom-net.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { startNote } from '../../src-shared/start-note.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import { askEngine } from './engine-process.ts';
import type { Uploads } from './uploads.ts';

export interface ReadStartWeights {
  readonly source: FileSource;
  readonly net: Recipe['net'];
  readonly datasetId: DatasetId;
}

/** Weights from elsewhere for runs to start from: `<workspace>/start-weights/<id>.safetensors` until a run takes them. See contract/start-weights.ts. */
export interface StartWeightsFiles {
  read(request: ReadStartWeights): Promise<StartWeights>;
  /** Errors: `not-found`, `bad-request` where they were read for another network. */
  check(request: StartRun): void;
  /** Moves them to `file`. Gives a sentence for the run's notes. */
  take(id: WeightsId, file: string): string;
}

interface Read extends StartWeights {
  readonly net: Recipe['net'];
}

export function createStartWeights(
  workspace: string,
  { store, uploads, fork }: { store: Store; uploads: Uploads; fork?: Fork | undefined },
): StartWeightsFiles {
  const root = startWeightsFolder(workspace);
  const known = new Map<WeightsId, Read>();
  const place = (id: WeightsId) => join(root, `${id}.safetensors`);

  async function read(file: string, net: Recipe['net'], datasetId: DatasetId): Promise<StartWeights> {
    const weightsId = WeightsId.parse(newId());
    const classes = store.datasets.get(datasetId).classes.length;
    await mkdir(root, { recursive: true });
    const job = { kind: 'read-weights' as const, file, net, classes, out: place(weightsId) };
    const { tensors, left } = await askEngine(job, 'weights-read', fork);
    const weights = { weightsId, file: basename(file), tensors, left };
    known.set(weightsId, { ...weights, net });
    return weights;
  }

  function find(id: WeightsId): Read {
    const found = known.get(id);
    if (found) return found;
    throw new AppError(
      'not-found',
      'The weights to start from are not kept any more: choose the file again.',
    );
  }

  return {
    async read({ source, net, datasetId }) {
      if (source.kind === 'path') return await read(source.path, net, datasetId);
      try {
        const folder = await uploads.folder(source.uploadId);
        const [name] = await readdir(folder);
        if (name === undefined) throw new AppError('bad-request', 'The upload has no file: choose one.');
        return await read(join(folder, name), net, datasetId);
      } finally {
        await uploads.remove(source.uploadId);
      }
    },

    check({ weightsId, recipe }) {
      if (weightsId === undefined) return;
      const { file, net } = find(weightsId);
      if (!hasSameLayers(net, recipe.net))
        throw new AppError('bad-request', `${file} was read for another network: choose the file again.`);
    },

    take(id, file) {
      const weights = find(id);
      mkdirSync(dirname(file), { recursive: true });
      renameSync(place(id), file);
      known.delete(id);
      return startNote(weights);
    },
  };
}

/** Where they wait; nothing in it outlives the program. */
export function startWeightsFolder(workspace: string): string {
  return join(workspace, 'start-weights');
}
