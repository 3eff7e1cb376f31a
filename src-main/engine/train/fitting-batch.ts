import { toAppError } from '../../../src-shared/errors.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import type { SessionSettings } from '../net-session.ts';
import { noiseBatch } from '../noise-batch.ts';
import { openNet } from '../open-net.ts';

/**
 * The largest of …, batch / 4, batch / 2 with which a step of this network fits into the device's memory, found by trying; null where not even
 * one picture does. The small ones are tried first, because what a failed step took is not given back at once, and the next would fail for that.
 * To be asked when the session that ran out of memory is closed.
 */
export function fittingBatch(
  net: BuiltNet,
  settings: SessionSettings,
  mode: Recipe['mode'],
  batch: number,
): number | null {
  let fits: number | null = null;
  for (const count of halves(batch)) {
    if (!stepFits(net, settings, mode, count)) break;
    fits = count;
  }
  return fits;
}

/** …, batch / 4, batch / 2, as whole numbers from 1 on. */
function halves(batch: number): number[] {
  const half = Math.floor(batch / 2);
  return half < 1 ? [] : [...halves(half), half];
}

function stepFits(net: BuiltNet, settings: SessionSettings, mode: Recipe['mode'], count: number): boolean {
  const session = openNet(net, settings, mode);
  try {
    for (const { name } of session.variables) session.fill(name, 0);
    session.trainStep(noiseBatch(count, net.classes, net.input), 0, 1);
    return true;
  } catch (error) {
    if (toAppError(error).code === 'out-of-memory') return false;
    throw error;
  } finally {
    session.close();
  }
}
