import type { BuiltNet } from '../../../../src-shared/nets/net-spec.ts';
import { netVariables } from '../../../../src-shared/nets/variables.ts';
import type { SessionSettings } from '../../net-session.ts';
import { entry } from '../entry.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import type { Gradient } from '../layer-graph.ts';
import { emitLoss } from '../loss-graph.ts';
import { emitUpdate } from './emit-update.ts';
import { emitLossScale } from './loss-scale.ts';
import { emitWatched } from './watched-gradients.ts';

const T = attr.type('float32');

/** What the layers leave to the end of a step. */
export interface StepInputs {
  /** float32 [batch, classes] */
  readonly logits: Ref;
  /** int32 [batch] */
  readonly labels: Ref;
  /** Goes back through the layers from the gradient of the loss by the logits, float32. */
  readonly gradientsOf: (gradient: Ref) => readonly Gradient[];
  /** Nodes that move averages of layers. */
  readonly moving: readonly Ref[];
  readonly settings: Omit<SessionSettings, 'seed'>;
}

/** Loss, gradients and update: what fetching `entry.loss`, `entry.addedLoss`, `entry.top1` and `entry.gradient` gives and does. */
export function emitStep(
  graph: GraphBuilder,
  net: BuiltNet,
  { logits, labels, gradientsOf, moving, settings }: StepInputs,
): void {
  const loss = emitLoss(graph, logits, labels, {
    classes: net.classes,
    mixing: settings.augmentation.mixing.kind,
  });
  const lossScale = settings.precision === 'float16' ? emitLossScale(graph) : undefined;
  const gradient = lossScale
    ? graph.add('Mul', 'loss/scaled_gradient', [loss.gradient, lossScale], { T })
    : loss.gradient;
  const gradients = gradientsOf(gradient);
  emitWatched(graph, netVariables(net), gradients, lossScale);
  const learningRate = graph.placeholder(entry.learningRate, 'float32', []);
  const inputs = { gradients, learningRate, lossScale, moving };
  const { apply, add } = emitUpdate(graph, netVariables(net), inputs, settings);
  graph.add('Identity', entry.loss, [loss.mean], { T }, [...moving, ...apply]);
  if (add.length > 0) graph.add('Identity', entry.addedLoss, [loss.mean], { T }, [...moving, ...add]);
  graph.add('Identity', entry.top1, [loss.top1], { T });
}
