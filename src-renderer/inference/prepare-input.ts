import type { Preprocessing } from '../../src-shared/own-classifier.ts';

/** What a network is fed: `dims` says whether the colours come first or last. */
export interface NetworkInput<Values> {
  readonly values: Values;
  readonly dims: readonly number[];
}

const CHANNELS = 3;

/** Where the crop lies in the record: as far from one edge as from the other, the odd pixel on the right and below. */
export function cropOffset({ edge, crop }: Preprocessing): number {
  return Math.floor((edge - crop) / 2);
}

/** Records, uint8 [count, edge, edge, 3], as a network wants them: the middle, in its order, scaled, less the mean, over the deviation. */
export function prepareInput(
  records: Uint8Array,
  count: number,
  preprocessing: Preprocessing,
): NetworkInput<Float32Array<ArrayBuffer>> {
  const { edge, crop, layout, channels, range, mean, deviation } = preprocessing;
  const from = cropOffset(preprocessing);
  const values = new Float32Array(count * crop * crop * CHANNELS);
  const [pixelStep, channelStep] = layout === 'nhwc' ? [CHANNELS, 1] : [1, crop * crop];
  const scale = range === '0..1' ? 1 / 255 : 1;
  for (let channel = 0; channel < CHANNELS; channel++) {
    const colour = channels === 'rgb' ? channel : CHANNELS - 1 - channel;
    const [less, over] = [mean[channel] ?? 0, deviation[channel] ?? 1];
    for (let picture = 0; picture < count; picture++) {
      let to = picture * crop * crop * CHANNELS + channel * channelStep;
      for (let y = 0; y < crop; y++) {
        let at = ((picture * edge + from + y) * edge + from) * CHANNELS + colour;
        for (let x = 0; x < crop; x++) {
          values[to] = ((records[at] ?? 0) * scale - less) / over;
          to += pixelStep;
          at += CHANNELS;
        }
      }
    }
  }
  return { values, dims: dimsOf(count, preprocessing) };
}

/** The same for a network that takes bytes: it normalises by itself, so only place and order are made right. */
export function prepareBytes(
  records: Uint8Array<ArrayBuffer>,
  count: number,
  preprocessing: Preprocessing,
): NetworkInput<Uint8Array<ArrayBuffer>> {
  const { edge, crop, layout, channels } = preprocessing;
  const isAsItIs = edge === crop && layout === 'nhwc' && channels === 'rgb';
  if (isAsItIs) return { values: records, dims: dimsOf(count, preprocessing) };
  const { values, dims } = prepareInput(records, count, {
    ...preprocessing,
    range: '0..255',
    mean: [0, 0, 0],
    deviation: [1, 1, 1],
  });
  return { values: Uint8Array.from(values), dims };
}

function dimsOf(count: number, { crop, layout }: Preprocessing): number[] {
  return layout === 'nhwc' ? [count, crop, crop, CHANNELS] : [count, CHANNELS, crop, crop];
}
