import { softmaxRows } from '../../../src-shared/softmax.ts';
import { encodePng, recordPng } from '../../data/png.ts';
import type { StoredPredictions } from '../../engine/predictions-file.ts';
import type { Store } from '../../store/store.ts';
import { type FilterTensor, filterPixels } from './filter-pixels.ts';
import { heading, type ReportBlock, type ReportPicture, text } from './report-blocks.ts';
import { percent } from './words.ts';

/** Examples of each kind. */
const EXAMPLES = 10;
/** Edge of an example, pixels. */
const EDGE = 112;
/** Filters that are shown at most. */
const FILTERS = 96;

/** The filters of the first layer as pictures, each from its lowest to its highest value. */
export async function filterSection(kernel: FilterTensor | null): Promise<ReportBlock[]> {
  const sheet = kernel && filterPixels(kernel, FILTERS);
  if (!sheet) return [];
  const { pixels, width, height, shown, total } = sheet;
  const picture: ReportPicture = {
    png: await encodePng(pixels, width, height),
    width,
    height,
    caption: `${shown} of ${total} filters`,
  };
  return [
    heading('Filters of the first layer'),
    {
      kind: 'pictures',
      caption: 'Each filter in its own scale: grey is zero, its largest weight full colour.',
      pictures: [picture],
    },
  ];
}

interface Example {
  slot: number;
  label: number;
  predicted: number;
  probability: number;
}

/** Pictures that were named rightly and wrongly, the surest first and one class after the other. */
export async function exampleSection(
  predictions: StoredPredictions | null,
  classes: readonly string[],
  { store, recordsFile }: { store: Store; recordsFile: string },
): Promise<ReportBlock[]> {
  if (predictions === null) {
    return [
      heading('Examples'),
      text('No answers to single pictures are kept of this run: evaluate it, then make the report again.'),
    ];
  }
  const all = examplesOf(predictions, classes.length, store);
  const draw = async (examples: readonly Example[]): Promise<ReportPicture[]> => {
    const pictures = await Promise.all(
      examples.map(async ({ slot, label, predicted, probability }) => {
        const png = await recordPng(recordsFile, slot, EDGE);
        const is = classes[label] ?? '';
        const caption =
          label === predicted
            ? `${is}, ${percent(probability)}`
            : `${is}, taken for ${classes[predicted] ?? ''} with ${percent(probability)}`;
        return png && { png, width: EDGE, height: EDGE, caption };
      }),
    );
    return pictures.filter((picture) => picture !== null);
  };
  const right = await draw(spread(all.filter(({ label, predicted }) => label === predicted)));
  const wrong = await draw(spread(all.filter(({ label, predicted }) => label !== predicted)));
  const blocks: ReportBlock[] = [heading('Examples')];
  if (right.length > 0) {
    blocks.push(heading('Named rightly', 3), {
      kind: 'pictures',
      caption: 'With the probability of their class.',
      pictures: right,
    });
  }
  if (wrong.length > 0) {
    blocks.push(heading('Named wrongly', 3), {
      kind: 'pictures',
      caption: 'With the probability of the wrong class.',
      pictures: wrong,
    });
  }
  if (blocks.length === 1) blocks.push(text('The pictures are not in this workspace any more.'));
  return blocks;
}

/** Only pictures that are still in their slots: slots are used again. */
function examplesOf(
  { logits, slots, labels, checksums }: StoredPredictions,
  classes: number,
  store: Store,
): Example[] {
  const probabilities = softmaxRows(logits, classes);
  return [...slots].flatMap((slot, row) => {
    if (store.records.findBySlot(slot)?.crc32 !== checksums[row]) return [];
    let predicted = 0;
    for (let at = 1; at < classes; at++) {
      if ((probabilities[row * classes + at] ?? 0) > (probabilities[row * classes + predicted] ?? 0))
        predicted = at;
    }
    const probability = probabilities[row * classes + predicted] ?? 0;
    return [{ slot, label: labels[row] ?? 0, predicted, probability }];
  });
}

/** The surest of each class in turn. */
function spread(examples: readonly Example[]): Example[] {
  const byClass = [...Map.groupBy(examples, ({ label }) => label).values()].map((ofClass) =>
    ofClass.toSorted((a, b) => b.probability - a.probability),
  );
  const rounds = Math.max(0, ...byClass.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => byClass.flatMap((ofClass) => ofClass[round] ?? []))
    .flat()
    .slice(0, EXAMPLES);
}
