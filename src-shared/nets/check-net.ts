import { AppError } from '../errors.ts';
import { examineNet, needsEnd } from './examine-net.ts';
import type { BuiltNet } from './net-spec.ts';

/** Throws `bad-request`, naming a layer that does not fit, unless the network can be built as `examineNet` has it. */
export function checkNet(net: BuiltNet): void {
  const wrong = examineNet(net).filter(({ problem }) => problem !== null);
  // A layer that reads the wrong one often leaves the right one unread: it is the one to name.
  const { problem } = wrong.find(({ traced }) => traced === null) ?? wrong[0] ?? {};
  if (problem) throw new AppError('bad-request', problem);
  if (net.layers.length === 0) {
    throw new AppError('bad-request', `${needsEnd(net.classes)} this one has no layers.`);
  }
}
