import { AppError } from '../../../src-shared/errors.ts';

/** Layers that have weights, by what they do. */
export type ForeignKind = 'conv' | 'dense' | 'norm';

/** A tensor of another program's file. */
export interface ForeignTensor {
  /** As the file has it. */
  readonly name: string;
  readonly shape: readonly number[];
  /** The axes that bring it into the engine's order: axis i of the engine's is axis `order[i]` of this one. */
  readonly order: readonly number[];
  /** The values as the file has them. Errors: `damaged`. */
  read(): Promise<Float32Array>;
}

/** A layer of another program's file; its tensors in the order of the engine's variables (kernel, bias; gamma, beta, moving mean, moving variance). */
export interface ForeignLayer {
  readonly kind: ForeignKind;
  readonly tensors: readonly ForeignTensor[];
}

/** What a file holds. */
export interface ForeignWeights {
  /** Of each kind in the order of the network. */
  readonly layers: readonly ForeignLayer[];
  /** Whether a dense layer behind a feature map has its rows channel by channel, or pixel by pixel as the engine. */
  readonly isFlattenedByChannel: boolean;
  /** By what pixels 0..255 are normalised, where that is known. */
  readonly input: { readonly mean: readonly number[]; readonly deviation: readonly number[] } | null;
  close(): Promise<void>;
}

/** Tensors by the layer that their names begin with; `split` cuts a name into layer and place among its tensors, or gives null for what is no weight. */
export function groupLayers<T extends { readonly name: string; readonly shape: readonly number[] }>(
  tensors: readonly T[],
  split: (name: string) => { layer: string; place: number } | null,
): { kind: ForeignKind; tensors: T[] }[] {
  const layers = new Map<string, { place: number; tensor: T }[]>();
  for (const tensor of tensors) {
    const at = split(tensor.name);
    if (at === null) continue;
    layers.set(at.layer, [...(layers.get(at.layer) ?? []), { place: at.place, tensor }]);
  }
  return [...layers]
    .toSorted(([a], [b]) => NATURAL.compare(a, b))
    .map(([, placed]) => {
      const ordered = placed.toSorted((a, b) => a.place - b.place).map(({ tensor }) => tensor);
      return { kind: kindOf(ordered), tensors: ordered };
    });
}

/** `features.3` before `features.10`. */
const NATURAL = new Intl.Collator('en', { numeric: true });

function kindOf([first]: readonly {
  readonly name: string;
  readonly shape: readonly number[];
}[]): ForeignKind {
  switch (first?.shape.length) {
    case 4:
      return 'conv';
    case 2:
      return 'dense';
    case 1:
      return 'norm';
    default:
      throw new AppError(
        'unsupported',
        `The tensor ${first?.name} has ${first?.shape.length} axes: only convolutions, dense layers and batch normalisation are taken over.`,
      );
  }
}
