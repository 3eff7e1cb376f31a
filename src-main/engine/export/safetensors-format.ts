import { netVariables } from '../../../src-shared/nets/variables.ts';
import { type StoredTensor, writeSafetensors } from '../checkpoint/safetensors.ts';
import { classProbabilities } from '../evaluate.ts';
import { openTrained } from '../jobs/open-model.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../session-variables.ts';
import type { ExportFormat } from './export-format.ts';

/** The weights and the input statistics in this program's names and layouts; loaded again by the engine. */
export const safetensorsFormat: ExportFormat = {
  async write({ net, labels, input, read }, path) {
    const tensors: StoredTensor[] = [
      { name: INPUT_MEAN, shape: [3], values: input.mean },
      { name: INPUT_DEVIATION, shape: [3], values: input.deviation },
    ];
    for (const { name, shape } of netVariables(net)) tensors.push({ name, shape, values: await read(name) });
    await writeSafetensors(path, tensors, {
      format: 'pt',
      net: net.name,
      classes: JSON.stringify(labels),
    });
  },

  async open({ net, labels }, path) {
    const session = await openTrained(net, path, 'float32');
    const about = { input: net.input, classes: labels };
    return {
      predict: async (records) => classProbabilities(session, records, about, 1),
      close: async () => session.close(),
    };
  },
};
