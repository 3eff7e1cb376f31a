import type { Normalisation } from '../../../src-shared/nets/keras/keras-layer.ts';
import { cropOf, reductionOf } from '../views.ts';
import type { ExportSource } from './export-format.ts';
import { preprocess } from './preprocess.ts';

/** What somebody who has nothing but the export needs to use it: the labels, and how a picture becomes the network's input. */
export function aboutModel({ net, labels, input }: ExportSource): object {
  return {
    network: net.name,
    labels,
    preprocessing: {
      colours: 'RGB',
      range: [0, 255],
      resize: 'shorter side to 256, then the middle 256 × 256',
      crop: cropOf(net.input),
      averageDown: reductionOf(net.input),
      // The model does that by itself.
      normalisedInside: { mean: [...input.mean], deviation: [...input.deviation] },
    },
  };
}

/** By what the model normalises its pictures. */
export function normalisationOf({ input }: ExportSource): Normalisation {
  return { mean: [...input.mean], deviation: [...input.deviation] };
}

/** Crops of records as these exports take them: float32 [n, height, width, channels], 0 to 255. */
export function cropsOf(records: Uint8Array, { net }: ExportSource): Float32Array {
  const plain = { mean: new Float32Array([0, 0, 0]), deviation: new Float32Array([1, 1, 1]) };
  return preprocess(records, { net, input: plain });
}

/** How to use it, in words: what the pictures have to be. */
export function pictureWords({ net }: ExportSource): string {
  const [height, width] = cropOf(net.input);
  const times = reductionOf(net.input);
  const reduced =
    times > 1
      ? ` Average squares of ${times} × ${times} pixels to come down to ${net.input[0]} × ${net.input[1]}.`
      : '';
  return `Scale a picture so that its shorter side has 256 pixels, cut out the middle ${height} × ${width}, and give its RGB values from 0 to 255 as they are: the model normalises them.${reduced}`;
}
