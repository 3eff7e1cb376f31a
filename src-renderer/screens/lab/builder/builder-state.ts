import { type CustomNet, layersFor } from '../../../../src-shared/nets/custom-net.ts';
import { netFileText, netFromFile } from '../../../../src-shared/nets/net-file.ts';
import { NET_NAMES } from '../../../../src-shared/nets/net-names.ts';
import type { NetName } from '../../../../src-shared/nets/net-spec.ts';
import { copyOfNet } from '../../../../src-shared/nets/nets.ts';
import { createStore } from '../../../state/store.ts';
import { type History, pushed, startHistory } from './history.ts';

/** What the builder holds: the network with its history, and under which name the workspace has it. */
export interface BuilderState {
  readonly history: History<CustomNet>;
  /** Null where it was never saved. */
  readonly savedAs: string | null;
  /** Name of the layer that is chosen. */
  readonly chosen: string;
}

/** Where the window keeps the network between its visits. */
const KEPT = 'alexnet-studio:builder';

/** A built-in network to start from. */
export function copyOf(name: NetName): CustomNet {
  return copyOfNet(name, `My ${NET_NAMES[name]}`);
}

/** The least that classifies: no hidden layer. */
export const EMPTY: CustomNet = {
  name: 'My network',
  input: [64, 64, 3],
  layers: [
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'dense', units: 2, activation: 'softmax' },
  ],
};

/** The builder outlives its page, and its network the window. */
export const builder = createStore<BuilderState>(begin(kept() ?? copyOf('alexnet'), null));

builder.subscribe(() => {
  try {
    localStorage.setItem(KEPT, netFileText(builder.get().history.present));
  } catch {
    // A window without storage forgets the network when it is closed, and nothing else.
  }
});

function kept(): CustomNet | null {
  try {
    return netFromFile(localStorage.getItem(KEPT) ?? '');
  } catch {
    return null;
  }
}

function begin(net: CustomNet, savedAs: string | null): BuilderState {
  return { history: startHistory(net), savedAs, chosen: net.layers[0]?.name ?? '' };
}

/** Changes the network. `chosen`: the layer to look at then; `changed`: what is changed, so that changes to it in a row are one step. */
export function edit(net: CustomNet, chosen = builder.get().chosen, changed: string | null = null): void {
  const { history, savedAs } = builder.get();
  builder.set({ history: pushed(history, net, changed), savedAs, chosen });
}

/** Goes on with another network; undo leads back. */
export function open(net: CustomNet, savedAs: string | null): void {
  builder.set({
    history: pushed(builder.get().history, net),
    savedAs,
    chosen: net.layers[0]?.name ?? '',
  });
}

/** One step back or forth; the choice stays where its layer is still there. */
export function travel(step: (history: History<CustomNet>) => History<CustomNet>): void {
  const { history, savedAs, chosen } = builder.get();
  const next = step(history);
  const isThere = next.present.layers.some(({ name }) => name === chosen);
  builder.set({ history: next, savedAs, chosen: isThere ? chosen : (next.present.layers[0]?.name ?? '') });
}

export function choose(layer: string): void {
  builder.set({ ...builder.get(), chosen: layer });
}

/** Whether two networks are one and the same, whatever number of classes they ended in. */
export function isSameNet(a: CustomNet, b: CustomNet): boolean {
  return (
    netFileText({ ...a, layers: layersFor(a.layers, 1) }) ===
    netFileText({ ...b, layers: layersFor(b.layers, 1) })
  );
}
