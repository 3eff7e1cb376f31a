import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { z } from 'zod';
import { kerasConfig } from '../../../../src-shared/nets/keras/keras-config.ts';
import { isCustomLayer } from '../../../../src-shared/nets/keras/keras-layer.ts';
import { kerasLayers } from '../../../../src-shared/nets/keras/keras-layers.ts';
import { netFromKerasJson } from '../../../../src-shared/nets/keras/net-from-keras-json.ts';
import { netSpec } from '../../../../src-shared/nets/nets.ts';
import { kerasSource } from '../../../../src-shared/nets/source/keras-source.ts';
import { aboutModel, normalisationOf } from '../about-model.ts';
import type { ExportedModel, ExportFormat, ExportSource } from '../export-format.ts';
import { openReadBack } from '../read-back.ts';
import { readKerasWeights, writeKerasWeights } from './keras-weights.ts';
import { unzip } from './unzip.ts';

/** The version whose format is written; Keras wants to know it and reads those of later ones alike. */
const KERAS_VERSION = '3.15.1';
const FILES = { metadata: 'metadata.json', config: 'config.json', weights: 'model.weights.h5' } as const;

/**
 * Keras 3's own file: a zip of configuration and weights, with the labels and, where the network has layers that Keras has not, the Python that defines them beside it.
 * Keras is not there to prove it, so it is read back as somebody's Keras model would be, and run by the engine; the program's own tests load it in Python.
 */
export const kerasFormat: ExportFormat = {
  write: (source, path) =>
    withFolder(dirname(path), async (folder) => {
      const weights = join(folder, FILES.weights);
      await writeKerasWeights(source, weights);
      const zip = new yazl.ZipFile();
      // Keras reads the weights in place, so nothing is compressed.
      const add = (name: string, text: string): void =>
        zip.addBuffer(Buffer.from(text), name, { compress: false });
      add(FILES.metadata, JSON.stringify({ keras_version: KERAS_VERSION, date_saved: savedNow() }));
      add(FILES.config, JSON.stringify(kerasConfig(source.net, normalisationOf(source))));
      zip.addFile(weights, FILES.weights, { compress: false });
      add('labels.json', JSON.stringify(aboutModel(source), null, 2));
      if (needsSource(source)) add('model.py', kerasSource(source.net, normalisationOf(source)));
      zip.end();
      await pipeline(zip.outputStream, createWriteStream(path));
    }),

  open: (source, path) =>
    withFolder(dirname(path), async (folder) => {
      await unzip(path, Object.values(FILES), folder);
      return await openUnzipped(source, folder);
    }),
};

async function openUnzipped({ labels }: ExportSource, folder: string): Promise<ExportedModel> {
  const text = await readFile(join(folder, FILES.config), 'utf8');
  const net = netSpec(netFromKerasJson(text), labels.length);
  const weights = await readKerasWeights(net, join(folder, FILES.weights));
  try {
    return await openReadBack({ net, input: normalisationIn(text), read: weights.read }, labels);
  } finally {
    weights.close();
  }
}

/** What the first layer of the model normalises by. */
const Normalising = z.object({
  config: z.object({
    layers: z.array(z.object({ class_name: z.string(), config: z.record(z.string(), z.unknown()) })),
  }),
});
const Statistics = z.object({ mean: z.array(z.number()), variance: z.array(z.number()) });

function normalisationIn(text: string): ExportSource['input'] {
  const { layers } = Normalising.parse(JSON.parse(text)).config;
  const layer = layers.find(({ class_name }) => class_name === 'Normalization');
  const { mean, variance } = Statistics.parse(layer?.config);
  return { mean: Float32Array.from(mean), deviation: Float32Array.from(variance, Math.sqrt) };
}

function needsSource({ net }: ExportSource): boolean {
  return kerasLayers(net).some(({ className }) => isCustomLayer(className));
}

/** Keras' way of writing the time: `2026-11-25@01:18:06`. */
function savedNow(): string {
  return new Date().toISOString().slice(0, 19).replace('T', '@');
}

/** A folder beside the file, for what is only needed meanwhile. */
async function withFolder<T>(beside: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(beside, 'export-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
