/** The figures of ours that a name of another program can mean. */
export const FIGURES = [
  'loss',
  'top1',
  'top5',
  'learningRate',
  'stepMs',
  'dataWaitMs',
  'seconds',
  'imagesPerSecond',
  'epoch',
] as const;
export type SeriesFigure = (typeof FIGURES)[number];

/** What is measured, on which split, and whether once an epoch. */
export interface TagMeaning {
  readonly figure: SeriesFigure;
  readonly split: 'train' | 'val';
  readonly isOfEpoch: boolean;
}

const TRAIN = new Set(['train', 'training', 'tr']);
const VALIDATION = new Set(['val', 'valid', 'validation', 'eval', 'evaluation', 'dev', 'test']);
/** Words that say nothing more about a figure. */
const FILLING = new Set([
  'step',
  'steps',
  'batch',
  'iteration',
  'iterations',
  'vs',
  'running',
  'mean',
  'avg',
  'average',
  'total',
]);

/** Names of figures by their words. Longer ones first: `top5` is no `top`. */
const NAMES: readonly (readonly [readonly string[], SeriesFigure])[] = [
  [['images', 'per', 'second'], 'imagesPerSecond'],
  [['sparse', 'categorical', 'accuracy'], 'top1'],
  [['sparse', 'categorical', 'crossentropy'], 'loss'],
  [['top', 'k', 'categorical', 'accuracy'], 'top5'],
  [['data', 'wait', 'ms'], 'dataWaitMs'],
  [['categorical', 'accuracy'], 'top1'],
  [['categorical', 'crossentropy'], 'loss'],
  [['cross', 'entropy'], 'loss'],
  [['learning', 'rate'], 'learningRate'],
  [['top', '1'], 'top1'],
  [['top', '5'], 'top5'],
  [['acc', '1'], 'top1'],
  [['acc', '5'], 'top5'],
  [['step', 'ms'], 'stepMs'],
  [['loss'], 'loss'],
  [['nll'], 'loss'],
  [['crossentropy'], 'loss'],
  [['accuracy'], 'top1'],
  [['acc'], 'top1'],
  [['acc1'], 'top1'],
  [['top1'], 'top1'],
  [['acc5'], 'top5'],
  [['top5'], 'top5'],
  [['lr'], 'learningRate'],
  [['seconds'], 'seconds'],
];

/**
 * What a name means, such as `train/loss`, `epoch_val_accuracy` or `Loss/validation`, by its words; null where a word says that it is
 * something else, as in `box_loss`. Ours are `train/loss` to `epoch/val_top5`.
 */
export function meaningOf(tag: string): TagMeaning | null {
  const words = tag
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const isOfEpoch = words.includes('epoch') || words.includes('epochs');
  const rest = words.filter((word) => word !== 'epoch' && word !== 'epochs');
  if (rest.length === 0) return { figure: 'epoch', split: 'train', isOfEpoch: true };
  const isVal = rest.some((word) => VALIDATION.has(word));
  const bare = rest.filter((word) => !VALIDATION.has(word) && !TRAIN.has(word));
  const figure = figureOf(bare);
  return figure && { figure, split: isVal ? 'val' : 'train', isOfEpoch };
}

function figureOf(words: readonly string[]): SeriesFigure | null {
  for (const [name, figure] of NAMES) {
    const start = words.findIndex((_, at) => name.every((word, index) => words[at + index] === word));
    if (start < 0) continue;
    const others = [...words.slice(0, start), ...words.slice(start + name.length)];
    return others.every((word) => FILLING.has(word)) ? figure : null;
  }
  return null;
}
