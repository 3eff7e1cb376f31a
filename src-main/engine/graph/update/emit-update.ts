import type { NetVariable } from '../../../../src-shared/nets/variables.ts';
import type { SessionSettings } from '../../net-session.ts';
import { countsUpdates, UPDATES } from '../../session-variables.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import type { Gradient } from '../layer-graph.ts';
import { nodes } from '../variables-graph.ts';
import { emitAccumulation } from './accumulation.ts';
import { emitAverages } from './averages.ts';
import { emitClip, emitNorm, emitScaled } from './gradient-norm.ts';
import { emitNextLossScale } from './loss-scale.ts';
import { emitOptimizer } from './optimizer.ts';
import { emitWeightDecay } from './weight-decay.ts';

const T = attr.type('float32');

export type UpdateSettings = Pick<
  SessionSettings,
  'optimizer' | 'weightDecay' | 'clipNorm' | 'accumulation' | 'averaging' | 'precision'
>;

/** What an update is made from. */
export interface UpdateInputs {
  readonly gradients: readonly Gradient[];
  readonly learningRate: Ref;
  /** What the loss was multiplied by; undefined: nothing. */
  readonly lossScale: Ref | undefined;
  /** Nodes that move averages of layers; the averages of weights follow them. */
  readonly moving: readonly Ref[];
}

/** Nodes that a step has to run: `apply` where it makes an update, `add` where it only adds its gradients up (empty: it never does). */
export interface Update {
  readonly apply: readonly Ref[];
  readonly add: readonly Ref[];
}

/**
 * From gradients to new weights: mean of the accumulated steps, clipped by its norm, decay, optimizer, averages. Whatever the recipe does not ask for
 * is not in the graph. With a loss scale an update that is not finite is left out.
 */
export function emitUpdate(
  graph: GraphBuilder,
  variables: readonly NetVariable[],
  { gradients, learningRate, lossScale, moving }: UpdateInputs,
  settings: UpdateSettings,
): Update {
  const { sums, add, reset } = emitAccumulation(graph, gradients, settings.accumulation);
  const { mean, norm } = emitMean(graph, sums, lossScale, settings);
  const gate = lossScale && norm ? emitGate(graph, norm) : undefined;
  const pass = (name: string, value: Ref): Ref => (gate ? gate.pass(name, value) : value);

  const rate = pass('update/gated_rate', learningRate);
  const counted = countsUpdates(settings) ? emitCount(graph, pass) : undefined;
  const apply = emitOptimizer(graph, settings.optimizer, rate, counted?.value);
  const updates = emitWeightDecay(graph, variables, mean, rate, settings).map(({ readers, ...gradient }) =>
    apply(gradient, readers),
  );
  const averages =
    counted && settings.averaging > 0
      ? emitAverages(graph, variables, settings.averaging, counted.value, [...updates, ...moving])
      : [];
  const changes = [...updates, ...averages, ...(counted ? [counted.assign] : [])];
  if (!gate || !lossScale) return { apply: [...changes, ...reset], add };
  return {
    apply: [gate.join(changes), ...reset, ...emitNextLossScale(graph, lossScale, gate.allFinite)],
    add,
  };
}

/** The mean gradient over the accumulated steps, unscaled and clipped: at most one pass over the gradients for all of it, and one for their norm. */
function emitMean(
  graph: GraphBuilder,
  sums: readonly Gradient[],
  lossScale: Ref | undefined,
  { accumulation, clipNorm }: UpdateSettings,
): { mean: readonly Gradient[]; norm: Ref | undefined } {
  const steps = accumulation > 1 ? graph.floats('mean/share', [1 / accumulation]) : undefined;
  const unscaled = lossScale
    ? graph.add('RealDiv', 'mean/unscale', [steps ?? graph.floats('mean/one', [1]), lossScale], { T })
    : steps;
  const multiply = (name: string, a: Ref, b: Ref | undefined): Ref =>
    b ? graph.add('Mul', name, [a, b], { T }) : a;
  const norm = clipNorm > 0 || lossScale ? multiply('mean/norm', emitNorm(graph, sums), unscaled) : undefined;
  const factor =
    norm && clipNorm > 0 ? multiply('mean/factor', emitClip(graph, norm, clipNorm), unscaled) : unscaled;
  return { mean: factor ? emitScaled(graph, sums, factor) : sums, norm };
}

/** The number of this update, and the node that keeps it. */
function emitCount(
  graph: GraphBuilder,
  pass: (name: string, value: Ref) => Ref,
): { value: Ref; assign: Ref } {
  const handle = nodes.handle(UPDATES);
  const before = graph.add('ReadVariableOp', 'update/count/before', [handle], { dtype: T });
  const one = pass('update/count/gated_one', graph.floats('update/count/one', [1]));
  const value = graph.add('AddV2', 'update/count/value', [before, one], { T });
  return {
    value,
    assign: graph.add('AssignVariableOp', 'update/count/assign', [handle, value], { dtype: T }),
  };
}

/** Lets values through where the norm of the gradients is finite; what they feed does not run otherwise. */
function emitGate(graph: GraphBuilder, norm: Ref) {
  const allFinite = graph.add('IsFinite', 'gate/is_finite', [norm], { T });
  const split = (name: string, value: Ref): Ref => graph.add('Switch', name, [value, allFinite], { T });
  return {
    allFinite,
    pass: (name: string, value: Ref): Ref => `${split(name, value)}:1`,
    /** A node that runs in either case, behind the changes where they are made. */
    join: (changes: readonly Ref[]): Ref => {
      const done = split('gate/done', graph.floats('gate/one', [1]));
      const made = graph.add('Identity', 'gate/made', [`${done}:1`], { T }, changes);
      return graph.add('Merge', 'gate/join', [done, made], { T, N: attr.int(2) });
    },
  };
}
