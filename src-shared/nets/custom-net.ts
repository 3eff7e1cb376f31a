import { z } from 'zod';
import { LayerSpec } from './layer-spec.ts';
import { NetName } from './net-spec.ts';

/** Layers that a network may have: more than twice as many as Swin-T. */
const MOST_LAYERS = 1000;

/** Pictures are kept as records of 256 × 256 pixels, and a network looks at a part of one. */
const side = z.int().min(1).max(256);

/**
 * A network that somebody made, as plain data: what a run's recipe, a saved network and a shared file carry. Whether its layers fit each other
 * is for `netSpec` to say.
 */
export const CustomNet = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'a network needs a name')
    .max(80)
    .refine((name) => !NetName.safeParse(name).success, 'this is the name of a network that is built in'),
  /** `[height, width, channels]` of the pictures; they have three colours. */
  input: z.tuple([side, side, z.literal(3)]).readonly(),
  /** The units of a dense layer at the end stand for the classes of whatever data set it is trained on. */
  layers: z.array(LayerSpec).min(1, 'a network needs layers').max(MOST_LAYERS).readonly(),
});
export type CustomNet = z.infer<typeof CustomNet>;

/** What can be trained: a network of the built-in ones by its name, or one that somebody made with all that it is, so that a run does not change when that one is edited. */
export const AnyNet = z.union([NetName, CustomNet]);
export type AnyNet = z.infer<typeof AnyNet>;

/** The one word of a network: `alexnet-bn`, or the name that its maker gave it. */
export function netWord(net: AnyNet): string {
  return typeof net === 'string' ? net : net.name;
}

/** The layers with the last one made to fit so many classes. */
export function layersFor(layers: readonly LayerSpec[], classes: number): readonly LayerSpec[] {
  const last = layers.at(-1);
  return last?.type === 'dense' ? layers.with(-1, { ...last, units: classes }) : layers;
}

/** Whether the weights of one fit the other, for the same classes: the same layers under the same names. */
export function hasSameLayers(a: AnyNet, b: AnyNet): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return layersAsText(a) === layersAsText(b);
}

function layersAsText({ input, layers }: CustomNet): string {
  return JSON.stringify([input, layersFor(layers, 1)]);
}
