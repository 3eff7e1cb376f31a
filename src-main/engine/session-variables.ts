import type { NetVariable } from '../../src-shared/nets/variables.ts';
import type { Optimizer } from '../../src-shared/recipe/optimizer.ts';
import { averageOf, MOMENTUM, TRAINING } from './checkpoint/tensor-names.ts';
import type { SessionSettings } from './net-session.ts';

/** A tensor that a session keeps between runs. */
export interface SessionVariable {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Mean and deviation of the training pictures, [channels]; they live with the weights so that a checkpoint is all one needs. */
export const INPUT_MEAN = 'input/mean';
export const INPUT_DEVIATION = 'input/deviation';

/** [3, 3]: each row a principal axis of the training pictures' colours, as long as its variance (paper, section 4.1), grey levels. */
export const COLOUR_AXES = `${TRAINING}colour_axes`;
/** []: updates that were made, for bias correction and for the start of the averages. */
export const UPDATES = `${TRAINING}updates`;
/** []: what the loss is multiplied by in float16, and the updates since that last changed. */
export const LOSS_SCALE = `${TRAINING}loss_scale`;
export const GOOD_UPDATES = `${TRAINING}good_updates`;

/** The optimizer's memories of a trainable variable, by kind: last step, mean gradient, mean square. */
export const momentumOf = (variable: string): string => `${MOMENTUM}${variable}`;
export const firstMomentOf = (variable: string): string => `${TRAINING}first_moment/${variable}`;
export const secondMomentOf = (variable: string): string => `${TRAINING}second_moment/${variable}`;
/** The sum of the gradients since the last update. */
export const accumulatedOf = (variable: string): string => `${TRAINING}accumulated/${variable}`;
/** Everything a session keeps: input statistics, the network's variables, then what training by these settings needs. */
export function sessionVariables(
  variables: readonly NetVariable[],
  settings: Omit<SessionSettings, 'seed' | 'dropout'>,
): SessionVariable[] {
  const like = (nameOf: (variable: string) => string, of: readonly NetVariable[]): SessionVariable[] =>
    of.map(({ name, shape }) => ({ name: nameOf(name), shape }));
  const trainable = variables.filter((v) => v.trainable);
  const { optimizer, accumulation, averaging, augmentation, precision } = settings;
  return [
    { name: INPUT_MEAN, shape: [3] },
    { name: INPUT_DEVIATION, shape: [3] },
    ...variables.map(({ name, shape }) => ({ name, shape })),
    ...slotsOf(optimizer).flatMap((slot) => like(slot, trainable)),
    ...(accumulation > 1 ? like(accumulatedOf, trainable) : []),
    ...(averaging > 0 ? like(averageOf, variables) : []),
    ...(countsUpdates(settings) ? [{ name: UPDATES, shape: [] }] : []),
    ...(augmentation.colourShift > 0 ? [{ name: COLOUR_AXES, shape: [3, 3] }] : []),
    ...(precision === 'float16'
      ? [
          { name: LOSS_SCALE, shape: [] },
          { name: GOOD_UPDATES, shape: [] },
        ]
      : []),
  ];
}

/** Whether something of an update depends on how many there were. */
export function countsUpdates({
  optimizer,
  averaging,
}: Pick<SessionSettings, 'optimizer' | 'averaging'>): boolean {
  return averaging > 0 || optimizer.kind === 'adam' || optimizer.kind === 'adamw';
}

/** Names of the memories that an optimizer keeps of a variable. */
function slotsOf(optimizer: Optimizer): ((variable: string) => string)[] {
  switch (optimizer.kind) {
    case 'sgd':
      return optimizer.momentum > 0 ? [momentumOf] : [];
    case 'rmsprop':
      return [secondMomentOf, momentumOf];
    case 'adam':
    case 'adamw':
      return [firstMomentOf, secondMomentOf];
  }
}
