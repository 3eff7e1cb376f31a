import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import type { Split } from '../../src-shared/figures.ts';
import { openSafetensors, writeSafetensors } from '../engine/checkpoint/safetensors.ts';
import type { Tensor } from '../engine/protocol.ts';
import type { InspectorParts } from './inspect-parts.ts';
import { splitSamples } from './inspected-pictures.ts';
import type { Inspected } from './inspected-runs.ts';
import type { Progress } from './warm-inspector.ts';

/** What `UnitScan` of the engine found on a layer's units, all as float32; its docstring says what the tensors are. */
export type UnitFindings = Readonly<
  Record<'values' | 'pictures' | 'places' | 'active' | 'means', Float32Array>
>;

const NAMES = ['values', 'pictures', 'places', 'active', 'means'] as const;

/** Scans of layers over splits, kept on the disk for each checkpoint in `runs/<run>/inspect/<step>-<when it was saved>/`. */
export interface UnitScans {
  /** Null where the layer has not been scanned. Errors: `damaged`. */
  find(inspected: Inspected, layer: string, split: Split): Promise<UnitFindings | null>;
  /** What is kept, or a new scan. Errors: `not-found`, `bad-request` (an empty split), `cancelled`, the engine's. */
  scan(
    inspected: Inspected,
    layer: string,
    split: Split,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Progress, UnitFindings>;
}

export function createUnitScans({ recordsFile, store, files, runs }: InspectorParts): UnitScans {
  const root = ({ run }: Inspected): string => join(files.folder(run.id), 'inspect');
  const folderName = ({ step, savedAtMs }: Inspected['checkpoint']): string => `${step}-${savedAtMs}`;
  const fileOf = (inspected: Inspected, layer: string, split: Split): string =>
    join(root(inspected), folderName(inspected.checkpoint), `${layer}-${split}.safetensors`);

  /** What was kept of checkpoints that are gone goes too. */
  async function tidy(inspected: Inspected): Promise<void> {
    const wanted = new Set(store.runs.get(inspected.run.id).checkpoints.map(folderName));
    const names = await readdir(root(inspected));
    const gone = names.filter((name) => !wanted.has(name));
    await Promise.all(gone.map((name) => rm(join(root(inspected), name), { recursive: true, force: true })));
  }

  async function keep(
    inspected: Inspected,
    file: string,
    tensors: Readonly<Record<string, Tensor>>,
  ): Promise<void> {
    const stored = NAMES.map((name) => ({
      name,
      shape: tensors[name]?.shape ?? [0],
      values: Float32Array.from(tensors[name]?.data ?? []),
    }));
    await mkdir(join(file, '..'), { recursive: true });
    await writeSafetensors(file, stored, {});
    await tidy(inspected);
  }

  async function find(inspected: Inspected, layer: string, split: Split): Promise<UnitFindings | null> {
    const file = fileOf(inspected, layer, split);
    return existsSync(file) ? await read(file) : null;
  }

  return {
    find,
    async *scan(inspected, layer, split, signal) {
      const { run, net } = inspected;
      if (!net.layers.some(({ name }) => name === layer)) {
        throw new AppError('not-found', `${net.title} has no layer ${layer}.`);
      }
      const kept = await find(inspected, layer, split);
      if (kept) return kept;
      const samples = splitSamples(store.datasets, run, split);
      const engine = await runs.engine(inspected);
      const { tensors } = yield* engine.work({ kind: 'scan', layer, recordsFile, samples }, signal);
      const file = fileOf(inspected, layer, split);
      await keep(inspected, file, tensors);
      return await read(file);
    },
  };
}

async function read(path: string): Promise<UnitFindings> {
  const file = await openSafetensors(path);
  try {
    const [values, pictures, places, active, means] = [
      await file.read('values'),
      await file.read('pictures'),
      await file.read('places'),
      await file.read('active'),
      await file.read('means'),
    ];
    return { values, pictures, places, active, means };
  } finally {
    await file.close();
  }
}
