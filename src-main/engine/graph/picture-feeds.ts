import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import type { BentPictures, Pictures } from '../net-session.ts';
import { RECORD } from '../protocol.ts';
import { cropOf } from '../views.ts';
import { entry } from './entry.ts';
import type { Feed } from './session.ts';

/** Feeds pictures: crops as they are, bent ones with their views, for the graph to interpolate. */
export function pictureFeeds(pictures: Pictures | BentPictures, input: ImageShape): Record<string, Feed> {
  const { count } = pictures;
  const { height, width, channels } = RECORD;
  if ('crops' in pictures) {
    const shape = [count, ...cropOf(input), channels];
    return { [entry.crops]: { dtype: 'uint8', shape, data: pictures.crops } };
  }
  return {
    [entry.records]: { dtype: 'uint8', shape: [count, height, width, channels], data: pictures.records },
    [entry.transforms]: { dtype: 'float32', shape: [count, 8], data: pictures.transforms },
  };
}
