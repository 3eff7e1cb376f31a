import type { Augmentation } from '../../../../src-shared/recipe/augmentation.ts';
import type { Draws } from '../../net-session.ts';
import { entry } from '../entry.ts';
import type { Feed } from '../session.ts';

/** What the augmentation of a batch feeds: only what the graph of this recipe has placeholders for. */
export function drawFeeds(
  draws: Draws,
  count: number,
  { colourShift, brightness, contrast, erasing, mixing }: Augmentation,
): Record<string, Feed> {
  const floats = (data: Float32Array, ...shape: number[]): Feed => ({
    dtype: 'float32',
    shape: [count, ...shape],
    data,
  });
  return {
    ...(colourShift > 0 && { [entry.colour]: floats(draws.colour, 3) }),
    ...(brightness > 0 && { [entry.brightness]: floats(draws.brightness) }),
    ...(contrast > 0 && { [entry.contrast]: floats(draws.contrast) }),
    ...(erasing > 0 && { [entry.erased]: floats(draws.erased, 4) }),
    ...(mixing.kind === 'cutmix' && { [entry.pasted]: floats(draws.pasted, 4) }),
    ...(mixing.kind !== 'none' && {
      [entry.partners]: { dtype: 'int32', shape: [count], data: draws.partners },
      [entry.shares]: floats(draws.shares),
    }),
  };
}
