import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { elementsOf } from '../../../../src-shared/nets/net-spec.ts';
import { aboutModel } from '../about-model.ts';
import type { ExportSource } from '../export-format.ts';

/** A tensor of a TensorFlow.js model. */
export interface TfjsWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly load: () => Promise<ArrayBufferView>;
}

/** What `model.json` says besides where the weights are. */
export interface TfjsModel {
  readonly format: 'layers-model' | 'graph-model';
  readonly modelTopology: object;
  readonly signature?: object;
}

/** TensorFlow.js' own size: what browsers still keep in their caches. */
const SHARD_BYTES = 4 * 1024 * 1024;
const VALUE_BYTES = 4;

/** Writes a folder with `model.json` and the weights, one behind the other, cut into files of 4 MB. Labels and pre-processing are in the model's own metadata. */
export async function writeTfjsModel(
  source: ExportSource,
  model: TfjsModel,
  weights: readonly TfjsWeight[],
  path: string,
): Promise<void> {
  await mkdir(path);
  const bytes = weights.reduce((sum, { shape }) => sum + elementsOf(shape) * VALUE_BYTES, 0);
  const shards = Math.max(1, Math.ceil(bytes / SHARD_BYTES));
  const paths = Array.from({ length: shards }, (_, index) => `group1-shard${index + 1}of${shards}.bin`);
  await writeShards(
    weights,
    paths.map((name) => join(path, name)),
  );
  const manifest = { paths, weights: weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })) };
  const json = {
    ...model,
    generatedBy: 'AlexNet Studio',
    convertedBy: null,
    weightsManifest: [manifest],
    userDefinedMetadata: aboutModel(source),
  };
  await writeFile(join(path, 'model.json'), JSON.stringify(json));
}

async function writeShards(weights: readonly TfjsWeight[], files: readonly string[]): Promise<void> {
  const waiting = [...files];
  let file = await open(waiting.shift() ?? '', 'wx');
  let room = SHARD_BYTES;
  try {
    for (const { load } of weights) {
      const { buffer, byteOffset, byteLength } = await load();
      let rest = new Uint8Array(buffer, byteOffset, byteLength);
      while (rest.length > 0) {
        if (room === 0) {
          await file.close();
          file = await open(waiting.shift() ?? '', 'wx');
          room = SHARD_BYTES;
        }
        const part = rest.subarray(0, room);
        await file.writeFile(part);
        room -= part.length;
        rest = rest.subarray(part.length);
      }
    }
  } finally {
    await file.close();
  }
}
