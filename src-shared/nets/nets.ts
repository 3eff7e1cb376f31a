import { AppError } from '../errors.ts';
import { alexnet } from './alexnet.ts';
import { alexnetBn } from './alexnet-bn.ts';
import { alexnetSmall } from './alexnet-small.ts';
import { checkNet } from './check-net.ts';
import type { BuiltNet, NetName, NetSpec } from './net-spec.ts';

/** Every architecture by name, in the order in which people are offered them. */
export const NETS: Readonly<Record<NetName, NetSpec>> = {
  alexnet,
  'alexnet-bn': alexnetBn,
  'alexnet-small': alexnetSmall,
};

/**
 * The network `name` with one output for each of `classes` classes.
 * Throws `bad-request` when `classes` is not a whole number of at least 2.
 */
export function netSpec(name: NetName, classes: number): BuiltNet {
  if (!Number.isInteger(classes) || classes < 2) {
    throw new AppError(
      'bad-request',
      `A network needs at least 2 classes, and a whole number of them, not ${classes}.`,
    );
  }
  const { layers, ...about } = NETS[name];
  const net = { ...about, classes, layers: layers(classes) };
  checkNet(net);
  return net;
}
