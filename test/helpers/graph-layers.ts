import { attr, type DType, GraphBuilder, type Ref } from '../../src-main/engine/graph/graph-builder.ts';
import type { LayerContext } from '../../src-main/engine/graph/layer-graph.ts';
import { type Feed, openSession } from '../../src-main/engine/graph/session.ts';
import type { UnnamedLayer } from '../../src-shared/nets/layer-spec.ts';
import { nameLayers } from '../../src-shared/nets/name-layers.ts';
import { elementsOf } from '../../src-shared/nets/net-spec.ts';
import { type TracedLayer, traceShapes } from '../../src-shared/nets/trace-shapes.ts';
import { random } from '../../src-shared/random.ts';
import { testTensorFlow } from './engine-parts.ts';
import type { Array64 } from './reference-layers/array.ts';

/** Arrays by name: inputs, variables, or their gradients. */
export type Arrays = Readonly<Record<string, Array64>>;

const SEED = 'seed';

/** A layer with the shapes of its inputs, without the batch. */
export function traceLayer(layer: UnnamedLayer, inputs: readonly (readonly number[])[]): TracedLayer {
  const [named] = nameLayers([layer]);
  if (!named) throw new Error('No layer');
  const sizes = inputs.map(elementsOf);
  const sources = inputs.map((_, index) => `input_${index}`);
  const total = sizes.reduce((a, b) => a + b, 0);
  let begin = 0;
  const parts = inputs.flatMap((shape, index) => {
    const size = sizes[index] ?? 0;
    const name = `input_${index}`;
    begin += size;
    return [
      {
        type: 'slice' as const,
        name: `${name}_part`,
        inputs: ['picture'],
        axis: 2,
        begin: begin - size,
        size,
      },
      { type: 'reshape' as const, name, shape },
    ];
  });
  const traced = traceShapes({ input: [1, 1, total], layers: [...parts, { ...named, inputs: sources }] }).at(
    -1,
  );
  if (!traced) throw new Error('No layer');
  return traced;
}

/** Normal values that float32 has exactly. */
export function drawArray(shape: readonly number[], seed: string | number, scale = 1): Array64 {
  const from = random('array', seed);
  return {
    shape,
    data: Float64Array.from({ length: elementsOf(shape) }, () => Math.fround(from.normal() * scale)),
  };
}

/** How the graph of a test is built. */
export interface GraphOptions {
  readonly compute?: DType;
  readonly training?: boolean;
  readonly dropout?: boolean;
  readonly device?: LayerContext['device'];
}

/** Nodes to fetch by names of the test's own; `isFloat` where one is float32 and not of the compute type. */
export type Fetched = Readonly<Record<string, { value: Ref; isFloat: boolean }>>;

/** What `emit` of `runGraph` may use. */
export interface GraphUnderTest {
  readonly context: LayerContext;
  /** Values fed, of the compute type. */
  readonly inputs: readonly Ref[];
  readonly gradient: Ref;
}

/**
 * Builds a graph, feeds the inputs and the variables, and gives back what `emit` names, in float32. `gradient` is the gradient by the
 * output that goes in. `steps` is how often it runs, each time with another number of the step.
 */
export function runGraph(
  { inputs, variables, gradient }: { inputs: readonly Array64[]; variables: Arrays; gradient: Array64 },
  emit: (graph: GraphUnderTest) => Fetched,
  { compute = 'float32', training = true, dropout = false, device }: GraphOptions = {},
  step = 1,
): Arrays {
  const { binding } = testTensorFlow();
  const graph = new GraphBuilder();
  const feeds: Record<string, Feed> = {
    [SEED]: { dtype: 'int32', shape: [2], data: new Int32Array([1, step]) },
  };
  const fed = (name: string, array: Array64): Ref => {
    feeds[name] = { dtype: 'float32', shape: array.shape, data: Float32Array.from(array.data) };
    return graph.placeholder(
      name,
      'float32',
      array.shape.map(() => -1),
    );
  };
  const computed = (name: string, array: Array64): Ref =>
    graph.cast(`${name}/cast`, fed(name, array), 'float32', compute);

  const context: LayerContext = {
    graph,
    scope: 'test',
    compute,
    device: device ?? (binding.isUsingGpuDevice() ? 'cuda' : 'cpu'),
    training,
    dropout,
    logits: '',
    seed: graph.placeholder(SEED, 'int32', [2]),
    handle: (variable) => `variables/${variable}`,
  };
  const writes = Object.entries(variables).map(([name, array]) => {
    const dtype = attr.type('float32');
    const handle = graph.add('VarHandleOp', context.handle(name), [], {
      dtype,
      shape: attr.shape(array.shape),
      shared_name: attr.string(name),
      container: attr.string(''),
    });
    const assign = graph.add('AssignVariableOp', `assign/${name}`, [handle, fed(`values/${name}`, array)], {
      dtype,
    });
    return graph.add('Identity', `write/${name}`, [graph.floats(`write/${name}/one`, [1])], { T: dtype }, [
      assign,
    ]);
  });
  const wanted = emit({
    context,
    inputs: inputs.map((input, index) => computed(`inputs/${index}`, input)),
    gradient: computed('output_gradient', gradient),
  });
  const names = Object.keys(wanted);
  const fetches = Object.values(wanted).flatMap(({ value, isFloat }, index) => {
    const float = graph.cast(`fetched/${index}/cast`, value, isFloat ? 'float32' : compute, 'float32');
    return [
      graph.add('Identity', `fetched/${index}`, [float], { T: attr.type('float32') }),
      graph.add('Shape', `fetched/${index}/shape`, [float], {
        T: attr.type('float32'),
        out_type: attr.type('int32'),
      }),
    ];
  });

  const session = openSession(binding, graph.nodes);
  try {
    if (writes.length > 0) session.run(feeds, writes);
    const outputs = session.run(feeds, fetches);
    return Object.fromEntries(
      names.map((name, index) => {
        const shape = [...(outputs[2 * index + 1] ?? [])].map(Number);
        return [name, { shape, data: Float64Array.from(outputs[2 * index] ?? [], Number) }];
      }),
    );
  } finally {
    session.close();
  }
}
