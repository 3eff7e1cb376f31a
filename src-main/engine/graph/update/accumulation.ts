import { accumulatedOf } from '../../session-variables.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import type { Gradient } from '../layer-graph.ts';
import { nodes } from '../variables-graph.ts';

const T = attr.type('float32');
const dtype = T;

/** Gradients of several steps. */
export interface Accumulation {
  /** Sums over the steps since the last update, this one included. */
  readonly sums: readonly Gradient[];
  /** What a step that makes no update does: it adds its gradients up. */
  readonly add: readonly Ref[];
  /** What a step that makes an update does besides: the next sum starts from zero. */
  readonly reset: readonly Ref[];
}

/** Adds up gradients where an update takes more than one step; else gives them back as they are. */
export function emitAccumulation(
  graph: GraphBuilder,
  gradients: readonly Gradient[],
  steps: number,
): Accumulation {
  if (steps === 1) return { sums: gradients, add: [], reset: [] };
  const at = (variable: string, node: string): string => `accumulate/${variable}/${node}`;
  const handle = (variable: string): Ref => nodes.handle(accumulatedOf(variable));
  const sums = gradients.map((gradient) => {
    const { variable, value } = gradient;
    const before = graph.add('ReadVariableOp', at(variable, 'before'), [handle(variable)], { dtype });
    return { ...gradient, value: graph.add('AddV2', at(variable, 'sum'), [before, value], { T }) };
  });
  return {
    sums,
    add: gradients.map(({ variable, value }) =>
      graph.add('AssignAddVariableOp', at(variable, 'add'), [handle(variable), value], { dtype }),
    ),
    reset: sums.map(({ variable, value }) => {
      const zeros = graph.add('ZerosLike', at(variable, 'zeros'), [value], { T });
      return graph.add('AssignVariableOp', at(variable, 'reset'), [handle(variable), zeros], { dtype }, [
        value,
      ]);
    }),
  };
}
