import { join } from 'node:path';
import { RECORD } from '../../protocol.ts';
import { loadTensorFlow, type TensorFlow } from '../../tensorflow/load-tensorflow.ts';
import { cropsOf } from '../about-model.ts';
import type { ExportedModel, ExportSource } from '../export-format.ts';

type Tf = TensorFlow['tf'];
type Predicting = Pick<Awaited<ReturnType<Tf['loadGraphModel']>>, 'predict' | 'dispose'>;

/** A model loaded by TensorFlow.js itself, which runs it op by op. */
export async function openTfjsModel(
  source: ExportSource,
  path: string,
  load: (tf: Tf, url: string) => Promise<Predicting>,
): Promise<ExportedModel> {
  const { tf } = loadTensorFlow();
  // What TensorFlow.js takes for an address is a path as it is: it does not undo what stands for spaces and letters in one.
  const model = await load(tf, `file://${join(path, 'model.json')}`);
  return {
    async predict(records) {
      const shape = [records.length / RECORD.bytes, ...source.net.input];
      const pictures = tf.tensor(cropsOf(records, source), shape);
      const output = model.predict(pictures);
      pictures.dispose();
      if (!(output instanceof tf.Tensor)) throw new Error('The TensorFlow.js model gave several outputs');
      const values = await output.data();
      output.dispose();
      return Float32Array.from(values);
    },
    async close() {
      model.dispose();
    },
  };
}
