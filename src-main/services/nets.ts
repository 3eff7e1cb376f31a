import type { CustomNet } from '../../src-shared/nets/custom-net.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import type { Store } from '../store/store.ts';
import type { Changes } from './changes.ts';

/** Keeping networks that somebody made; reading goes to the store directly. */
export interface Nets {
  /** In place of the one called `replaces`. Errors: `bad-request` naming the layer that does not fit, `conflict` where another has its name. */
  save(net: CustomNet, replaces?: string): void;
  /** Errors: `not-found`, `conflict`. */
  rename(name: string, to: string): void;
  /** Gives back what was removed. Errors: `not-found`. */
  remove(name: string): CustomNet;
}

/** The fewest classes that a network can tell apart; which ones it will be trained on is not known yet. */
const FEWEST_CLASSES = 2;

export function createNets({ nets }: Pick<Store, 'nets'>, changes: Changes): Nets {
  return {
    save(net, replaces) {
      netSpec(net, FEWEST_CLASSES);
      nets.save(net, replaces);
      changes.announce('nets');
    },
    rename(name, to) {
      const { net } = nets.get(name);
      nets.save({ ...net, name: to }, name);
      changes.announce('nets');
    },
    remove(name) {
      const { net } = nets.get(name);
      nets.remove(name);
      changes.announce('nets');
      return net;
    },
  };
}
