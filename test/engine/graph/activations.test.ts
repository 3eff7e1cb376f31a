import { expect, test } from 'vitest';
import { entry } from '../../../src-main/engine/graph/entry.ts';
import { buildNetGraph } from '../../../src-main/engine/graph/net-graph.ts';
import { pictureFeeds } from '../../../src-main/engine/graph/picture-feeds.ts';
import { type Feed, openSession } from '../../../src-main/engine/graph/session.ts';
import { nodes } from '../../../src-main/engine/graph/variables-graph.ts';
import { sessionVariables } from '../../../src-main/engine/session-variables.ts';
import { nameLayers } from '../../../src-shared/nets/name-layers.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { PLAIN_TRAINING } from '../../../src-shared/recipe.ts';
import { noiseBatch, testTensorFlow } from '../../helpers/engine-parts.ts';
import { distance } from '../../helpers/numeric-gradient.ts';
import type { Array64 } from '../../helpers/reference-layers/array.ts';
import { referenceLayer } from '../../helpers/reference-layers/reference-layer.ts';

const BATCH = 2;
const NET: BuiltNet = {
  ...netSpec('alexnet-small', 3),
  layers: nameLayers([
    {
      type: 'conv',
      filters: 4,
      kernel: [7, 7],
      stride: [16, 16],
      padding: 'valid',
      bias: true,
      activation: 'relu',
    },
    { type: 'max-pool', size: [3, 3], stride: [2, 2], padding: 'valid' },
    { type: 'flatten' },
    { type: 'dense', units: 5, activation: 'gelu', dropout: 0.5 },
    { type: 'dense', units: 3, activation: 'softmax' },
  ]),
};

test.each(['float32', 'bfloat16'] as const)(
  'each layer gives what its formula says of what the layer before gives, in %s',
  (precision) => {
    const settings = { ...PLAIN_TRAINING, precision, dropout: true };
    const { binding } = testTensorFlow();
    const session = openSession(binding, buildNetGraph(NET, settings, 'cpu'));
    try {
      const variables = netVariables(NET);
      for (const { name } of sessionVariables(variables, settings)) {
        session.run({ [nodes.filling(name)]: scalar(0.5) }, [nodes.fill(name)]);
      }
      for (const [index, { name }] of variables.filter(({ role }) => role === 'kernel').entries()) {
        const seed: Feed = { dtype: 'int32', shape: [2], data: new Int32Array([1, index]) };
        session.run({ [nodes.drawSeed(name)]: seed, [nodes.drawDeviation(name)]: scalar(0.01) }, [
          nodes.draw(name),
        ]);
      }
      const outputs = session.run(pictureFeeds(noiseBatch(BATCH, 3, NET.input), NET.input), [
        ...NET.layers.map(({ name }) => entry.activation(name)),
        entry.logits,
      ]);
      const traced = traceShapes(NET);
      const activations = traced.map(
        ({ output }, index): Array64 => ({
          shape: [BATCH, ...output],
          data: Float64Array.from(outputs[index] ?? [], Number),
        }),
      );
      for (const [index, before] of activations.slice(0, 3).entries()) {
        const layer = traced[index + 1];
        const actual = activations[index + 1];
        if (!layer || !actual) throw new Error('No such layer');
        const expected = referenceLayer(layer, [before], (variable) => {
          const name = `${layer.layer.name}/${variable}`;
          const shape = variables.find((v) => v.name === name)?.shape ?? [];
          return { shape, data: Float64Array.from(session.run({}, [nodes.read(name)])[0] ?? [], Number) };
        });
        expect(distance(actual, expected), layer.layer.name).toBeLessThan(
          precision === 'float32' ? 1e-5 : 0.03,
        );
      }
      expect(outputs.at(-1)).toEqual(outputs.at(-2));
    } finally {
      session.close();
    }
  },
);

function scalar(value: number): Feed {
  return { dtype: 'float32', shape: [], data: new Float32Array([value]) };
}
