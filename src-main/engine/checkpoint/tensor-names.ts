/** What only training needs begins so in checkpoints. */
export const TRAINING = 'training/';
/** The one that was there first. */
export const MOMENTUM = 'momentum/';

/** Whether a tensor serves training only, so that predicting needs no value of it. */
export function isTrainingState(name: string): boolean {
  return name.startsWith(TRAINING) || name.startsWith(MOMENTUM);
}

/** The exponential moving average of a variable. */
export function averageOf(variable: string): string {
  return `${TRAINING}average/${variable}`;
}

/** The name under which a checkpoint with these tensors has what predicting takes for a variable: its average, where it was kept. */
export function storedWeights(tensors: ReadonlyMap<string, unknown>, variable: string): string {
  return tensors.has(averageOf(variable)) ? averageOf(variable) : variable;
}
