import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { netVariables } from '../../src-shared/nets/variables.ts';
import { epochFile, FILTERS_FOLDER, firstKernel, keptEpochs } from '../engine/train/epoch-files.ts';
import { byFilter, filterNorms, filterPart } from './filter-numbers.ts';
import type { Inspect } from './inspect.ts';
import { describeMaps } from './inspect-maps.ts';
import { networkLayers } from './inspect-network.ts';
import type { InspectorParts } from './inspect-parts.ts';
import { readTensor } from './read-weights.ts';

/** The kernels of convolutions, now and after each epoch. */
export function inspectFilters({
  runs,
  answers,
  files,
  store,
}: InspectorParts): Pick<Inspect, 'filters' | 'filterEpochs' | 'filterEpoch'> {
  return {
    async filters({ layer: name, ...weights }) {
      const inspected = runs.find(weights);
      const { net } = inspected;
      const layer = net.layers.find((one) => one.name === name);
      if (!layer) throw new AppError('not-found', `${net.title} has no layer ${name}.`);
      if (layer.type !== 'conv' && layer.type !== 'depthwise-conv') {
        const others = networkLayers(net).flatMap((one) => (one.hasFilters ? [one.name] : []));
        const have = others.length === 0 ? 'this network has no convolution' : `${others.join(', ')} have`;
        throw new AppError('bad-request', `Layer ${name} has no filters; ${have}.`);
      }
      const { shape, data } = await runs.read(inspected, `${name}/kernel`);
      const filters = byFilter(data, shape, layer.type === 'depthwise-conv');
      const biases = layer.bias
        ? (await runs.read(inspected, `${name}/bias`)).data
        : new Float32Array(filters.shape[0]);
      const { lowest, highest } = describeMaps(name, { shape: [...filters.shape], data: filters.data });
      return {
        inspectionId: answers.keep({ bytes: data.byteLength, part: (query) => filterPart(filters, query) }),
        shape: filters.shape,
        norms: filterNorms(filters).map(finite),
        biases: Array.from(biases, finite),
        lowest,
        highest,
      };
    },

    async filterEpochs(runId) {
      const run = store.runs.get(runId);
      const net = netSpec(run.recipe.net, run.classes.length);
      const kernel = netVariables(net).find(({ name }) => name === firstKernel(net));
      if (!kernel) return { layer: null, shape: [], epochs: [] };
      const isDepthwise = net.layers.find(({ name }) => name === kernel.layer)?.type === 'depthwise-conv';
      const { shape } = byFilter(new Float32Array(), kernel.shape, isDepthwise);
      return {
        layer: kernel.layer,
        shape,
        epochs: await keptEpochs(join(files.folder(runId), FILTERS_FOLDER)),
      };
    },

    async filterEpoch(runId, epoch) {
      const run = store.runs.get(runId);
      const net = netSpec(run.recipe.net, run.classes.length);
      const name = firstKernel(net);
      const file = join(files.folder(runId), FILTERS_FOLDER, epochFile(epoch));
      if (name === undefined || !existsSync(file)) {
        throw new AppError('not-found', `"${run.name}" keeps no filters of epoch ${epoch}.`);
      }
      const { shape, data } = await readTensor(file, name);
      const layer = net.layers.find((one) => name.startsWith(`${one.name}/`));
      return byFilter(data, shape, layer?.type === 'depthwise-conv');
    },
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
