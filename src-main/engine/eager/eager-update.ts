import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-node-gpu';
import type { NetVariable } from '../../../src-shared/nets/variables.ts';
import { averageOf } from '../checkpoint/tensor-names.ts';
import type { SessionSettings } from '../net-session.ts';
import {
  accumulatedOf,
  countsUpdates,
  firstMomentOf,
  momentumOf,
  secondMomentOf,
  UPDATES,
} from '../session-variables.ts';
import type { TensorFlow } from '../tensorflow/load-tensorflow.ts';

type Tf = TensorFlow['tf'];

/** Where the update happens: on the variables of a session, by their names in checkpoints. */
export interface EagerUpdate {
  readonly tf: Tf;
  readonly variables: readonly NetVariable[];
  readonly value: (name: string) => Variable;
  readonly settings: SessionSettings;
}

/** What `emitUpdate` puts into the graph, op by op: accumulate, clip, decay, optimizer, averages. `gradients` by the names of tfjs' variables. */
export function updateEagerly(
  update: EagerUpdate,
  gradients: NamedTensorMap,
  learningRate: number,
  step: number,
): void {
  const { value, variables, settings } = update;
  const trainable = variables.filter((v) => v.trainable);
  const found = new Map(
    trainable.map(({ name }) => {
      const gradient = gradients[value(name).name];
      if (!gradient) throw new Error(`tfjs found no gradient for ${name}`);
      return [name, gradient];
    }),
  );
  const means = accumulated(update, found, step);
  if (!means) return;
  const factor = clipFactor(update, means);
  const updates = countUpdate(update);
  for (const { name, role } of trainable) {
    const mean = means.get(name);
    if (!mean) continue;
    const weights = value(name);
    const decay = role === 'kernel' ? settings.weightDecay : 0;
    const isDecoupled = settings.optimizer.kind === 'adamw';
    if (isDecoupled) weights.assign(weights.sub(weights.mul(decay * learningRate)));
    const gradient = mean.mul(factor).add(isDecoupled ? 0 : weights.mul(decay));
    weights.assign(weights.sub(stepOf(update, name, gradient, learningRate, updates)));
  }
  moveAverages(update, updates);
}

/** The mean gradients since the last update, or undefined where this step only adds its own up. */
function accumulated(
  { tf, value, settings: { accumulation } }: EagerUpdate,
  gradients: ReadonlyMap<string, Tensor>,
  step: number,
): ReadonlyMap<string, Tensor> | undefined {
  if (accumulation === 1) return gradients;
  const sums = new Map(
    [...gradients].map(([name, gradient]) => [name, gradient.add(value(accumulatedOf(name)))]),
  );
  const isUpdate = step % accumulation === 0;
  for (const [name, sum] of sums) value(accumulatedOf(name)).assign(isUpdate ? tf.zerosLike(sum) : sum);
  return isUpdate ? new Map([...sums].map(([name, sum]) => [name, sum.div(accumulation)])) : undefined;
}

function clipFactor({ settings: { clipNorm } }: EagerUpdate, gradients: ReadonlyMap<string, Tensor>): number {
  if (clipNorm === 0) return 1;
  let squares = 0;
  for (const gradient of gradients.values()) squares += gradient.square().sum().dataSync()[0] ?? 0;
  return clipNorm / Math.max(Math.sqrt(squares), clipNorm);
}

/** The number of this update, counted from 1; 0 where nothing depends on it. */
function countUpdate({ value, settings }: EagerUpdate): number {
  if (!countsUpdates(settings)) return 0;
  value(UPDATES).assign(value(UPDATES).add(1));
  return value(UPDATES).dataSync()[0] ?? 0;
}

/** What is taken from a variable; moves the optimizer's memories of it. */
function stepOf(
  { value, settings: { optimizer } }: EagerUpdate,
  name: string,
  gradient: Tensor,
  learningRate: number,
  updates: number,
): Tensor {
  const move = (of: (variable: string) => string, next: (old: Tensor) => Tensor): Tensor => {
    const variable = value(of(name));
    variable.assign(next(variable));
    return variable;
  };
  switch (optimizer.kind) {
    case 'sgd': {
      const step = gradient.mul(learningRate);
      if (optimizer.momentum === 0) return step;
      const velocity = move(momentumOf, (old) => old.mul(optimizer.momentum).sub(step));
      return optimizer.nesterov ? step.sub(velocity.mul(optimizer.momentum)) : velocity.neg();
    }
    case 'rmsprop': {
      const square = move(secondMomentOf, (old) =>
        old.mul(optimizer.rho).add(gradient.square().mul(1 - optimizer.rho)),
      );
      const step = gradient.mul(learningRate).div(square.add(optimizer.epsilon).sqrt());
      return move(momentumOf, (old) => old.mul(optimizer.momentum).add(step));
    }
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = optimizer;
      const first = move(firstMomentOf, (old) => old.mul(beta1).add(gradient.mul(1 - beta1)));
      const second = move(secondMomentOf, (old) => old.mul(beta2).add(gradient.square().mul(1 - beta2)));
      const rate = (learningRate * Math.sqrt(1 - beta2 ** updates)) / (1 - beta1 ** updates);
      return first.mul(rate).div(second.sqrt().add(epsilon));
    }
  }
}

function moveAverages({ variables, value, settings: { averaging } }: EagerUpdate, updates: number): void {
  if (averaging === 0) return;
  const kept = Math.min(averaging, (1 + updates) / (10 + updates));
  for (const { name } of variables) {
    const average = value(averageOf(name));
    average.assign(average.mul(kept).add(value(name).mul(1 - kept)));
  }
}
