import { byStep, type PointSeries, type SeriesByTag } from './point-series.ts';
import { meaningOf, type SeriesFigure } from './tag-meaning.ts';

/** What another program measured, as our runs have it. NaN: not known. */
export interface SeriesRun {
  steps: SeriesStep[];
  epochs: SeriesEpoch[];
  /** Milliseconds since 1970 and how long it took; 0 where no times are known. */
  startedAtMs: number;
  durationMs: number;
  /** Sentences on what was left out. */
  notes: string[];
}

export interface SeriesStep {
  step: number;
  loss: number;
  top1: number;
  learningRate: number;
  /** Since the step before it that was written. */
  stepMs: number;
  dataWaitMs: number;
}

export interface SeriesEpoch {
  epoch: number;
  step: number;
  trainLoss: number;
  trainTop1: number;
  valLoss: number;
  valTop1: number;
  valTop5: number;
  seconds: number;
  imagesPerSecond: number;
}

/** The series that mean a figure of ours, by `train loss`, `epoch val top1` and so on. */
type Known = Map<string, PointSeries>;

/** Names that are told of; more are counted. */
const TOLD = 8;

/**
 * Makes a run of what files say. Steps are those at which a training loss was written, epochs those at which a figure of an epoch or of
 * validation was. Null where nothing of it is a figure of ours.
 */
export function toSeriesRun(series: SeriesByTag): SeriesRun | null {
  const { known, notes } = sortOut(series);
  const steps = stepsOf(known, notes);
  const epochs = epochsOf(known, steps.at(-1)?.step ?? 0);
  if (steps.length === 0 && epochs.length === 0) return null;
  const times = [...known.values()]
    .flatMap(({ atMs }) => [atMs[0] ?? Number.NaN, atMs.at(-1) ?? Number.NaN])
    .filter(Number.isFinite);
  const [startedAtMs, endedAtMs] = times.length > 0 ? [Math.min(...times), Math.max(...times)] : [0, 0];
  const measuredMs = steps.reduce((sum, { stepMs }) => sum + (Number.isNaN(stepMs) ? 0 : stepMs), 0);
  const durationMs = known.has('train stepMs') ? measuredMs : endedAtMs - startedAtMs;
  return { steps, epochs, startedAtMs, durationMs, notes };
}

function sortOut(series: SeriesByTag): { known: Known; notes: string[] } {
  const known: Known = new Map();
  const [other, doubled, notes]: [string[], string[], string[]] = [[], [], []];
  for (const [tag, points] of series) {
    const meaning = meaningOf(tag);
    const finite = meaning === null ? null : inRange(meaning.figure, points);
    if (meaning === null || finite === null) {
      other.push(tag);
      continue;
    }
    const key = `${meaning.isOfEpoch ? 'epoch ' : ''}${meaning.split} ${meaning.figure}`;
    const before = known.get(key);
    if (before) doubled.push(tag);
    if (!before || before.steps.length < finite.steps.length) known.set(key, finite);
  }
  if (other.length > 0) notes.push(`Left out, because no figure here means the same: ${list(other)}.`);
  if (doubled.length > 0) notes.push(`Left out, because another name means the same: ${list(doubled)}.`);
  return { known, notes };
}

/** Without what is no number; null where it cannot be this figure, such as an accuracy of 57. */
function inRange(figure: SeriesFigure, { steps, values, atMs }: PointSeries): PointSeries | null {
  const isShare = figure === 'top1' || figure === 'top5';
  const kept = values.flatMap((value, at) => (Number.isFinite(value) && (steps[at] ?? -1) >= 0 ? [at] : []));
  const most = kept.reduce((highest, at) => Math.max(highest, values[at] ?? 0), 0);
  // Accuracies are written as shares or in per cent.
  const scale = isShare && most > 1 && most <= 100 ? 0.01 : 1;
  if (kept.length === 0 || (isShare && most > 100)) return null;
  if (figure !== 'loss' && kept.some((at) => (values[at] ?? 0) < 0)) return null;
  return {
    steps: kept.map((at) => steps[at] ?? 0),
    values: kept.map((at) => (values[at] ?? 0) * scale),
    atMs: kept.map((at) => atMs[at] ?? 0),
  };
}

function stepsOf(known: Known, notes: string[]): SeriesStep[] {
  const loss = known.get('train loss');
  if (loss === undefined) return [];
  const [top1, rate, ms, wait] = ['top1', 'learningRate', 'stepMs', 'dataWaitMs'].map((figure) =>
    byStep(known.get(`train ${figure}`)),
  );
  // Ours count from 1.
  const shift = loss.steps[0] === 0 ? 1 : 0;
  if (shift === 1) notes.push('Its steps count from 0; here they count from 1.');
  const steps: SeriesStep[] = [];
  for (const [at, key] of loss.steps.entries()) {
    const step = Math.round(key) + shift;
    if (step === steps.at(-1)?.step) continue;
    const since = (loss.atMs[at] ?? 0) - (loss.atMs[at - 1] ?? loss.atMs[0] ?? 0);
    steps.push({
      step,
      loss: loss.values[at] ?? Number.NaN,
      top1: top1?.get(key) ?? Number.NaN,
      learningRate: rate?.get(key) ?? Number.NaN,
      stepMs: ms?.get(key) ?? Math.max(0, since),
      dataWaitMs: wait?.get(key) ?? Number.NaN,
    });
  }
  return steps;
}

function epochsOf(known: Known, lastStep: number): SeriesEpoch[] {
  // Validation is written once an epoch, whether its name says so or not.
  const of = (split: string, figure: string) =>
    known.get(`epoch ${split} ${figure}`) ?? (split === 'val' ? known.get(`val ${figure}`) : undefined);
  const all = {
    number: of('train', 'epoch'),
    trainLoss: of('train', 'loss'),
    trainTop1: of('train', 'top1'),
    valLoss: of('val', 'loss'),
    valTop1: of('val', 'top1'),
    valTop5: of('val', 'top5'),
    seconds: of('train', 'seconds'),
    imagesPerSecond: of('train', 'imagesPerSecond'),
  };
  const { trainLoss, trainTop1, valLoss, valTop1, valTop5 } = all;
  const measured = [trainLoss, trainTop1, valLoss, valTop1, valTop5].flatMap((series) => series ?? []);
  const keys = [...new Set(measured.flatMap(({ steps }) => steps))].sort((a, b) => a - b);
  const at = new Map(
    measured.flatMap(({ steps, atMs }) => steps.map((key, index) => [key, atMs[index] ?? 0])),
  );
  const values = Object.fromEntries(Object.entries(all).map(([name, series]) => [name, byStep(series)]));
  const value = (name: keyof typeof all, key: number) => values[name]?.get(key) ?? Number.NaN;
  const stepOf = stepsOfEpochs(keys, lastStep);
  return keys.map((key, index) => ({
    epoch: index + 1,
    step: stepOf[index] ?? index + 1,
    trainLoss: value('trainLoss', key),
    trainTop1: value('trainTop1', key),
    valLoss: value('valLoss', key),
    valTop1: value('valTop1', key),
    valTop5: value('valTop5', key),
    seconds: values['seconds']?.get(key) ?? secondsBetween(at.get(keys[index - 1] ?? key), at.get(key)),
    imagesPerSecond: value('imagesPerSecond', key),
  }));
}

/** Epochs are written at their own numbers (Keras) or at the step with which they end; numbers are spread over the steps. */
function stepsOfEpochs(keys: readonly number[], lastStep: number): number[] {
  const first = keys[0] ?? 0;
  const areNumbers =
    first <= 1 && keys.every((key, index) => key === first + index) && keys.length !== lastStep;
  if (areNumbers && lastStep > keys.length) {
    return keys.map((_, index) => Math.round(((index + 1) / keys.length) * lastStep));
  }
  const shift = first === 0 ? 1 : 0;
  return keys.map((key) => Math.round(key) + shift);
}

function secondsBetween(before: number | undefined, after: number | undefined): number {
  const seconds = ((after ?? Number.NaN) - (before ?? Number.NaN)) / 1000;
  return seconds > 0 ? seconds : Number.NaN;
}

function list(names: readonly string[]): string {
  const told = names.slice(0, TOLD).join(', ');
  return names.length > TOLD ? `${told} and ${names.length - TOLD} more` : told;
}
