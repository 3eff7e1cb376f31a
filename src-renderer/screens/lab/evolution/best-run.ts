import type { Run } from '../../../../src-shared/contract/runs.ts';
import { netWord } from '../../../../src-shared/nets/custom-net.ts';

/** The run of any of these networks with the highest validation accuracy, which is its `top1`; null where there is none yet. */
export function bestRunOf(
  runs: readonly Run[],
  nets: readonly string[],
): { readonly run: Run; readonly top1: number } | null {
  return runs.reduce<{ readonly run: Run; readonly top1: number } | null>((best, run) => {
    const top1 = run.best?.top1;
    if (!nets.includes(netWord(run.recipe.net)) || top1 === undefined || (best !== null && best.top1 >= top1))
      return best;
    return { run, top1 };
  }, null);
}
