import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { RECORD } from '../../protocol.ts';
import type { ExportFormat } from '../export-format.ts';
import { permute } from '../permute.ts';
import { preprocess } from '../preprocess.ts';
import { buildOnnxModel, PROBABILITIES } from './build-model.ts';
import { encodeModel } from './encode-model.ts';

/** More threads than that gain nothing for a few pictures. */
const MOST_THREADS = 4;

/** ONNX, loaded again by onnxruntime's WebAssembly build: the one that the window has. */
export const onnxFormat: ExportFormat = {
  write: (source, path) => writeFile(path, encodeModel(buildOnnxModel(source))),

  async open(source, path) {
    const { env, InferenceSession, Tensor } = await import('onnxruntime-web');
    env.wasm.numThreads = Math.min(MOST_THREADS, availableParallelism());
    const session = await InferenceSession.create(path);
    const feed = (records: Uint8Array): Record<string, InstanceType<typeof Tensor>> => {
      const count = records.length / RECORD.bytes;
      if (source.options.preprocessing === 'inside')
        return {
          pictures: new Tensor('uint8', records, [count, RECORD.height, RECORD.width, RECORD.channels]),
        };
      const [height, width, channels] = source.net.input;
      const last = preprocess(records, source);
      const first = permute(last, [count, height, width, channels], [0, 3, 1, 2]);
      return { input: new Tensor('float32', first, [count, channels, height, width]) };
    };
    return {
      async predict(records) {
        const { [PROBABILITIES]: output } = await session.run(feed(records));
        if (!(output?.data instanceof Float32Array))
          throw new Error('The ONNX model gave something else than float32');
        return output.data;
      },
      close: () => session.release(),
    };
  },
};
