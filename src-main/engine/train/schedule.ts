import type { Recipe } from '../../../src-shared/recipe.ts';

/**
 * Learning rate of a step (counted from 1). It rises linearly over the warm-up, so that the first, largest gradients do not throw the
 * weights about, then falls as the recipe says: `cosine` to zero (Loshchilov and Hutter 2017, one cycle), `steps` by 10 at
 * 50, 75 and 90 % (the paper, section 5, did so by hand three times).
 */
export function learningRateAt(
  recipe: Pick<Recipe, 'learningRate' | 'schedule' | 'warmupEpochs' | 'epochs'>,
  step: number,
  stepsPerEpoch: number,
): number {
  const warmup = recipe.warmupEpochs * stepsPerEpoch;
  if (step <= warmup) return (recipe.learningRate * step) / Math.max(1, Math.ceil(warmup));
  const total = recipe.epochs * stepsPerEpoch;
  const share = (step - warmup) / Math.max(1, total - warmup);
  switch (recipe.schedule) {
    case 'constant':
      return recipe.learningRate;
    case 'cosine':
      return recipe.learningRate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, share)));
    case 'steps':
      return recipe.learningRate * 0.1 ** [0.5, 0.75, 0.9].filter((fall) => share > fall).length;
  }
}
