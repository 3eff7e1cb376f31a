import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORD } from '../../protocol.ts';
import { loadTensorFlow } from '../../tensorflow/load-tensorflow.ts';
import { aboutModel, cropsOf } from '../about-model.ts';
import type { ExportFormat } from '../export-format.ts';
import { PICTURES, PROBABILITIES } from '../inference-graph.ts';
import { encodeSavedModelOf } from './saved-model-graph.ts';
import { writeVariables } from './write-variables.ts';

/** A TensorFlow SavedModel with the signature `serving_default` and its variables as a checkpoint; loaded again by TensorFlow's C library. */
export const savedModelFormat: ExportFormat = {
  async write(source, path) {
    await mkdir(path);
    await writeVariables(source, join(path, 'variables'));
    await writeFile(join(path, 'saved_model.pb'), encodeSavedModelOf(source));
    // Where TensorFlow leaves room for files of one's own.
    await mkdir(join(path, 'assets.extra'));
    await writeFile(
      join(path, 'assets.extra', 'model.json'),
      `${JSON.stringify(aboutModel(source), null, 2)}\n`,
    );
  },

  async open(source, path) {
    const { binding } = loadTensorFlow();
    const id = binding.loadSavedModel(path, 'serve');
    return {
      async predict(records) {
        const shape = [records.length / RECORD.bytes, ...source.net.input];
        const input = binding.createTensor(shape, binding.TF_FLOAT, cropsOf(records, source));
        try {
          const [output] = binding.runSavedModel(id, [input], `${PICTURES}:0`, `${PROBABILITIES}:0`);
          if (!output) throw new Error('The SavedModel gave nothing');
          const values = binding.tensorDataSync(output.id);
          binding.deleteTensor(output.id);
          if (!(values instanceof Float32Array))
            throw new Error('The SavedModel gave something else than float32');
          return values;
        } finally {
          binding.deleteTensor(input);
        }
      },
      close: async () => binding.deleteSavedModel(id),
    };
  },
};
