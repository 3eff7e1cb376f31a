import { describe, expect, it } from 'vitest';
import { bestRunOf } from '../../../../src-renderer/screens/lab/evolution/best-run.ts';
import { defaultRecipe } from '../../../../src-shared/recipe.ts';
import { makeRun } from '../../../helpers/make-run.ts';

const reached = (top1: number) => ({ epoch: 1, step: 1, top1, loss: 1 });

describe('the best run of a network', () => {
  it('is the one with the highest validation accuracy, of its variants too', () => {
    const runs = [
      makeRun({ recipe: defaultRecipe('alexnet'), best: reached(0.5) }),
      makeRun({ recipe: defaultRecipe('alexnet-bn'), best: reached(0.8) }),
      makeRun({ recipe: defaultRecipe('alexnet'), best: reached(0.4) }),
    ];
    expect(bestRunOf(runs, ['alexnet'])?.top1).toBe(0.5);
    expect(bestRunOf(runs, ['alexnet', 'alexnet-bn'])?.top1).toBe(0.8);
  });

  it('is none where no run has reached anything yet', () => {
    expect(bestRunOf([makeRun({ recipe: defaultRecipe('alexnet') })], ['alexnet'])).toBeNull();
    expect(bestRunOf([], ['zfnet'])).toBeNull();
  });
});
