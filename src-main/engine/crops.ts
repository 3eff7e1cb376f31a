import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import type { BentPictures, Pictures } from './net-session.ts';
import { RECORD } from './protocol.ts';
import { centreView, cropOf, transformsOf, type View } from './views.ts';

/** Records as these views, one for each, show them: crops, or where a view is bent the records with their views, for a session to interpolate. */
export function picturesOf(
  records: Uint8Array,
  views: readonly View[],
  input: ImageShape,
): Pictures | BentPictures {
  return views.some(({ bend }) => bend)
    ? { count: views.length, records, transforms: transformsOf(views, input) }
    : cropsOf(records, views, input);
}

/** The crops that these views, one for each record, show of whole records. Throws where a view is bent. */
export function cropsOf(records: Uint8Array, views: readonly View[], input: ImageShape): Pictures {
  const size = cropBytes(input);
  const crops = new Uint8Array(views.length * size);
  for (const [index, view] of views.entries()) {
    const record = records.subarray(index * RECORD.bytes, (index + 1) * RECORD.bytes);
    cutCrop(record, view, input, crops.subarray(index * size, (index + 1) * size));
  }
  return { count: views.length, crops };
}

/** The middles of whole records. */
export function centreCrops(records: Uint8Array, input: ImageShape): Pictures {
  return cropsOf(records, Array(records.length / RECORD.bytes).fill(centreView(input)), input);
}

/** Bytes of one crop. */
export function cropBytes(input: ImageShape): number {
  const [height, width] = cropOf(input);
  return height * width * RECORD.channels;
}

/**
 * Cuts a crop, uint8 [height, width, 3], out of one record, into `crop`. Copying rows takes a tenth of what TensorFlow's ImageProjectiveTransformV3 takes, which
 * works out a place for each pixel. Throws where the view is bent: that one has to be interpolated.
 */
export function cutCrop(record: Uint8Array, view: View, input: ImageShape, crop: Uint8Array): void {
  if (view.bend) throw new Error('A bent view is no crop');
  const { channels } = RECORD;
  const [height, width] = cropOf(input);
  for (let row = 0; row < height; row++) {
    const start = ((view.top + row) * RECORD.width + view.left) * channels;
    const line = record.subarray(start, start + width * channels);
    if (view.mirrored) copyMirrored(line, crop, row * width * channels);
    else crop.set(line, row * width * channels);
  }
}

/** Copies a line of pixels of three channels, the last one first. */
function copyMirrored(line: Uint8Array, to: Uint8Array, at: number): void {
  for (let source = line.length - 3, target = at; source >= 0; source -= 3, target += 3) {
    to[target] = line[source] ?? 0;
    to[target + 1] = line[source + 1] ?? 0;
    to[target + 2] = line[source + 2] ?? 0;
  }
}
