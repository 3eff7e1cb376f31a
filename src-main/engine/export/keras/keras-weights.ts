import type { File, Group } from 'h5wasm/node';
import { AppError } from '../../../../src-shared/errors.ts';
import { kerasLayers } from '../../../../src-shared/nets/keras/keras-layers.ts';
import { weightGroups } from '../../../../src-shared/nets/keras/keras-order.ts';
import type { BuiltNet } from '../../../../src-shared/nets/net-spec.ts';
import { netVariables } from '../../../../src-shared/nets/variables.ts';
import { normalisationOf } from '../about-model.ts';
import type { ExportSource } from '../export-format.ts';

/** Writes Keras' `model.weights.h5`: `layers/conv2d_1/vars/0` and so on, each layer's variables in their order. */
export async function writeKerasWeights(source: ExportSource, path: string): Promise<void> {
  const { net, read } = source;
  const variables = Map.groupBy(netVariables(net), ({ layer }) => layer);
  const file = await openHdf5(path, 'w');
  try {
    const layers = file.create_group('layers');
    for (const [name, group] of weightGroups(kerasLayers(net, normalisationOf(source)))) {
      const vars = layers.create_group(group).create_group('vars');
      vars.create_attribute('name', name);
      for (const [index, variable] of (variables.get(name) ?? []).entries()) {
        vars.create_dataset({
          name: String(index),
          data: await read(variable.name),
          shape: [...variable.shape],
          dtype: '<f',
        });
      }
    }
    file.create_group('vars').create_attribute('name', net.name);
  } finally {
    file.close();
  }
}

/** Reads the variables of a network out of `model.weights.h5`, found by the names that the file gives its groups. */
export async function readKerasWeights(
  net: BuiltNet,
  path: string,
): Promise<{ read: (variable: string) => Promise<Float32Array>; close: () => void }> {
  const file = await openHdf5(path, 'r');
  const places = new Map<string, string>();
  const layers = groupAt(file, 'layers');
  for (const group of layers.keys()) {
    const at = `layers/${group}/vars`;
    const name = groupAt(file, at).attrs['name']?.value;
    for (const [index, variable] of netVariables(net)
      .filter(({ layer }) => layer === name)
      .entries())
      places.set(variable.name, `${at}/${index}`);
  }
  return {
    async read(variable) {
      const place = places.get(variable);
      const dataset = place === undefined ? null : file.get(place);
      const values = dataset && 'value' in dataset ? dataset.value : null;
      if (!(values instanceof Float32Array))
        throw new AppError('damaged', `The Keras file lacks ${variable}.`);
      return values;
    },
    close: () => {
      file.close();
    },
  };
}

function groupAt(file: File, path: string): Group {
  const entity = file.get(path);
  if (entity && 'keys' in entity) return entity;
  throw new AppError('damaged', `The Keras file has no group ${path}.`);
}

async function openHdf5(path: string, mode: 'r' | 'w'): Promise<File> {
  const { default: h5wasm } = await import('h5wasm/node');
  await h5wasm.ready;
  return new h5wasm.File(path, mode);
}
