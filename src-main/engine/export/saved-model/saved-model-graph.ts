import { netVariables } from '../../../../src-shared/nets/variables.ts';
import { attr, DT, GraphBuilder, type Ref } from '../../graph/graph-builder.ts';
import { tensorFlowMessage } from '../../tensorflow/messages.ts';
import type { ExportSource } from '../export-format.ts';
import { emitInference, PICTURES, PROBABILITIES } from '../inference-graph.ts';

const FLOAT = { dtype: attr.type('float32') };
const handleOf = (variable: string): Ref => `variables/${variable}`;
const assignOf = (variable: string): Ref => `restore/${variable}`;

/** `saved_model.pb`: the graph, its signature, and how its variables are read from the checkpoint beside it. */
export function encodeSavedModelOf(source: ExportSource): Uint8Array {
  const variables = netVariables(source.net);
  const names = variables.map(({ name }) => name);
  const graph = new GraphBuilder();
  for (const { name, shape } of variables) {
    const about = { shape: attr.shape(shape), shared_name: attr.string(name), container: attr.string('') };
    graph.add('VarHandleOp', handleOf(name), [], { ...FLOAT, ...about });
    graph.add('ReadVariableOp', `read/${name}`, [handleOf(name)], FLOAT);
  }
  emitInference(graph, source, handleOf);
  emitSaver(graph, names);
  const signature = {
    inputs: { [PICTURES]: tensorInfo(PICTURES, [-1, ...source.net.input]) },
    outputs: { [PROBABILITIES]: tensorInfo(PROBABILITIES, [-1, source.net.classes]) },
    methodName: 'tensorflow/serving/predict',
  };
  const type = tensorFlowMessage('SavedModel');
  const metaGraph = {
    metaInfoDef: { tags: ['serve'], tensorflowVersion: '2.21.0' },
    graphDef: { node: graph.nodes, versions: { producer: 1395, minConsumer: 12 } },
    saverDef: {
      filenameTensorName: 'saver/file:0',
      saveTensorName: 'saver/saved:0',
      restoreOpName: 'saver/restore_all',
      version: 2,
    },
    // Where Python looks for the variables that it has to make.
    collectionDef: {
      variables: {
        bytesList: { value: variables.map(({ name, trainable }) => encodeVariable(name, trainable)) },
      },
    },
    signatureDef: { serving_default: signature },
  };
  return type.encode(type.create({ savedModelSchemaVersion: 1, metaGraphs: [metaGraph] })).finish();
}

/** What reads all variables from a checkpoint, and what would write them again. */
function emitSaver(graph: GraphBuilder, names: readonly string[]): void {
  const file = graph.placeholder('saver/file', 'string', []);
  const keys = graph.strings('saver/names', names);
  const slices = graph.strings(
    'saver/slices',
    names.map(() => ''),
  );
  const dtypes = attr.types(names.map(() => 'float32'));
  const restored = graph.add('RestoreV2', 'saver/restore', [file, keys, slices], { dtypes });
  const assigned = names.map((name, index) =>
    graph.add('AssignVariableOp', assignOf(name), [handleOf(name), `${restored}:${index}`], FLOAT),
  );
  graph.add('NoOp', 'saver/restore_all', [], {}, assigned);
  const values = names.map((name) => `read/${name}`);
  const saved = graph.add('SaveV2', 'saver/save', [file, keys, slices, ...values], { dtypes });
  graph.add('Identity', 'saver/saved', [file], { T: attr.type('string') }, [saved]);
}

function encodeVariable(name: string, trainable: boolean): Uint8Array {
  const type = tensorFlowMessage('VariableDef');
  return type
    .encode(
      type.create({
        variableName: `${handleOf(name)}:0`,
        initializerName: assignOf(name),
        snapshotName: `read/${name}:0`,
        initialValueName: `read/${name}:0`,
        isResource: true,
        trainable,
      }),
    )
    .finish();
}

function tensorInfo(name: string, shape: readonly number[]): object {
  return { name: `${name}:0`, dtype: DT.float32, tensorShape: { dim: shape.map((size) => ({ size })) } };
}
