import { netVariables } from '../../../../src-shared/nets/variables.ts';
import { GraphBuilder } from '../../graph/graph-builder.ts';
import type { ExportFormat, ExportSource } from '../export-format.ts';
import { emitInference, PICTURES, PROBABILITIES } from '../inference-graph.ts';
import { graphJson } from './graph-json.ts';
import { openTfjsModel } from './open-tfjs-model.ts';
import { withoutRoll } from './without-roll.ts';
import { type TfjsWeight, writeTfjsModel } from './write-tfjs-model.ts';

/** A graph model of TensorFlow.js: every network can be one. */
export const tfjsGraphFormat: ExportFormat = {
  async write(source, path) {
    const graph = new GraphBuilder();
    // The name of the variable itself stands for it; `graphJson` makes constants of them.
    emitInference(graph, { ...source, net: withoutRoll(source.net) }, (variable) => variable);
    const { nodes, constants } = graphJson(graph.nodes, netVariables(source.net));
    const model = {
      format: 'graph-model',
      modelTopology: { node: nodes, library: {}, versions: { producer: 1395 } },
      signature: signatureOf(source),
    } as const;
    await writeTfjsModel(source, model, [...constants, ...weightsOf(source)], path);
  },

  open: (source, path) => openTfjsModel(source, path, (tf, url) => tf.loadGraphModel(url)),
};

/** The variables under their own names. */
function weightsOf({ net, read }: ExportSource): TfjsWeight[] {
  return netVariables(net).map(({ name, shape }) => ({
    name,
    shape,
    dtype: 'float32',
    load: () => read(name),
  }));
}

function signatureOf({ net }: ExportSource): object {
  const tensor = (name: string, shape: readonly number[]): object => ({
    name: `${name}:0`,
    dtype: 'DT_FLOAT',
    tensorShape: { dim: shape.map((size) => ({ size: String(size) })) },
  });
  return {
    inputs: { [PICTURES]: tensor(PICTURES, [-1, ...net.input]) },
    outputs: { [PROBABILITIES]: tensor(PROBABILITIES, [-1, net.classes]) },
  };
}
