import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { cropsOf } from '../crops.ts';
import type { Pictures } from '../net-session.ts';
import { RECORD } from '../protocol.ts';
import { cropOf } from '../views.ts';
import { entry } from './entry.ts';
import type { Feed } from './session.ts';

/** Feeds the crops of pictures whose views are not bent. */
export function cropFeeds(pictures: Pictures, input: ImageShape): Record<string, Feed> {
  const shape = [pictures.count, ...cropOf(input), RECORD.channels];
  return { [entry.crops]: { dtype: 'uint8', shape, data: cropsOf(pictures, input) } };
}

/** Feeds whole records with their views, for the graph to interpolate. */
export function recordFeeds({ count, records, transforms }: Pictures): Record<string, Feed> {
  const { height, width, channels } = RECORD;
  return {
    [entry.records]: { dtype: 'uint8', shape: [count, height, width, channels], data: records },
    [entry.transforms]: { dtype: 'float32', shape: [count, 8], data: transforms },
  };
}
