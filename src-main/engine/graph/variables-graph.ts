import type { NetVariable } from '../../../src-shared/nets/variables.ts';
import type { SessionVariable } from '../session-variables.ts';
import { emitEvenlySpaced } from './evenly-spaced.ts';
import { attr, type GraphBuilder, type Ref } from './graph-builder.ts';

const FLOAT = { dtype: attr.type('float32') };

/** Names of nodes to fetch, and of placeholders to feed, that set and get variables. */
export const nodes = {
  handle: (variable: string): Ref => `variables/${variable}`,
  read: (variable: string): Ref => `read/${variable}`,
  readSome: (variable: string): Ref => `read_some/${variable}`,
  write: (variable: string): Ref => `write/${variable}`,
  written: (variable: string): Ref => `write/${variable}/value`,
  fill: (variable: string): Ref => `fill/${variable}`,
  filling: (variable: string): Ref => `fill/${variable}/value`,
  draw: (variable: string): Ref => `draw/${variable}`,
  drawDeviation: (variable: string): Ref => `draw/${variable}/deviation`,
  drawSeed: (variable: string): Ref => `draw/${variable}/seed`,
  rescale: (variable: string): Ref => `rescale/${variable}`,
  rescaleBy: 'rescale/factor',
} as const;

/** Adds the variables, and what reads, writes, fills, draws and rescales them. */
export function emitVariables(
  graph: GraphBuilder,
  kept: readonly SessionVariable[],
  variables: readonly NetVariable[],
): void {
  for (const variable of kept) emitVariable(graph, variable);

  const factor = graph.placeholder(nodes.rescaleBy, 'float32', []);
  for (const variable of variables.filter((v) => v.role === 'kernel')) {
    emitDraw(graph, variable);
    emitRescale(graph, variable, factor);
  }
}

function emitVariable(graph: GraphBuilder, { name, shape }: SessionVariable): void {
  const handle = graph.add('VarHandleOp', nodes.handle(name), [], {
    ...FLOAT,
    shape: attr.shape(shape),
    shared_name: attr.string(name),
    container: attr.string(''),
  });
  const read = graph.add('ReadVariableOp', nodes.read(name), [handle], FLOAT);
  emitEvenlySpaced(
    graph,
    nodes.readSome(name),
    read,
    shape.reduce((a, b) => a * b, 1),
  );
  const value = graph.placeholder(nodes.written(name), 'float32', shape);
  assign(graph, nodes.write(name), handle, value);
  const filled = graph.add(
    'Fill',
    `${nodes.fill(name)}/filled`,
    [graph.ints(`${nodes.fill(name)}/shape`, shape), graph.placeholder(nodes.filling(name), 'float32', [])],
    { T: attr.type('float32'), index_type: attr.type('int32') },
  );
  assign(graph, nodes.fill(name), handle, filled);
}

/** Normal values with mean 0 and the fed deviation, the same for the same seed. */
function emitDraw(graph: GraphBuilder, { name, shape }: NetVariable): void {
  const seed = graph.placeholder(nodes.drawSeed(name), 'int32', [2]);
  const deviation = graph.placeholder(nodes.drawDeviation(name), 'float32', []);
  const at = (node: string): string => `${nodes.draw(name)}/${node}`;
  const normal = graph.add('StatelessRandomNormal', at('normal'), [graph.ints(at('shape'), shape), seed], {
    T: attr.type('int32'),
    Tseed: attr.type('int32'),
    ...FLOAT,
  });
  const scaled = graph.add('Mul', at('scaled'), [normal, deviation], { T: attr.type('float32') });
  assign(graph, nodes.draw(name), nodes.handle(name), scaled);
}

function emitRescale(graph: GraphBuilder, { name }: NetVariable, factor: Ref): void {
  const at = (node: string): string => `${nodes.rescale(name)}/${node}`;
  const old = graph.add('ReadVariableOp', at('old'), [nodes.handle(name)], FLOAT);
  const scaled = graph.add('Mul', at('scaled'), [old, factor], { T: attr.type('float32') });
  assign(graph, nodes.rescale(name), nodes.handle(name), scaled);
}

/** An assignment has no output to fetch, so a constant behind it stands for "done". */
function assign(graph: GraphBuilder, name: string, handle: Ref, value: Ref): void {
  const done = graph.add('AssignVariableOp', `${name}/assign`, [handle, value], FLOAT);
  graph.add('Identity', name, [graph.ints(`${name}/one`, [1], [])], { T: attr.type('int32') }, [done]);
}
