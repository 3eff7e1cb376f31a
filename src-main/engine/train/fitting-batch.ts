import { AppError } from '../../../src-shared/errors.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import type { SessionSettings } from '../net-session.ts';
import { noiseBatch } from '../noise-batch.ts';
import { openNet } from '../open-net.ts';

/**
 * The first of batch / 2, batch / 4, … with which a step of this network fits into the device's memory, found by trying; null where not even
 * one picture does. To be asked when the session that ran out of memory is closed.
 */
export function fittingBatch(
  net: BuiltNet,
  settings: SessionSettings,
  mode: Recipe['mode'],
  batch: number,
): number | null {
  for (let count = Math.floor(batch / 2); count >= 1; count = Math.floor(count / 2)) {
    if (stepFits(net, settings, mode, count)) return count;
  }
  return null;
}

function stepFits(net: BuiltNet, settings: SessionSettings, mode: Recipe['mode'], count: number): boolean {
  const session = openNet(net, settings, mode);
  try {
    for (const { name } of session.variables) session.fill(name, 0);
    session.trainStep(noiseBatch(count, net.classes, net.input), 0, 1);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'out-of-memory') return false;
    throw error;
  } finally {
    session.close();
  }
}
