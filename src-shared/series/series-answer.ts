import { z } from 'zod';
import { RunId } from '../ids.ts';
import { STEP_COLUMNS } from './row-layout.ts';

const count = z.number().int().nonnegative();

/** Figures of an epoch in an answer; what an epoch does not have is not a number. */
export const EPOCH_COLUMNS = [
  'epoch',
  'step',
  'trainLoss',
  'trainTop1',
  'valLoss',
  'valTop1',
  'valTop5',
] as const;
export type EpochColumn = (typeof EPOCH_COLUMNS)[number];

/** What is said of each run: its numbers follow (`ready`), its series is still being made, or why there is none. */
const RunAnswer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ready'),
    id: RunId,
    /** Rows that follow, and epochs. */
    rows: count,
    epochs: count,
    /** Points of the whole series, its ends, and the time trained up to its last point (ms). */
    points: count,
    firstStep: count,
    lastStep: count,
    wallMs: z.number(),
  }),
  /** `done` is a share, 0..1. */
  z.object({ state: z.literal('building'), id: RunId, done: z.number() }),
  z.object({ state: z.literal('failed'), id: RunId, message: z.string() }),
  /** No step was trained, or there is no such run. */
  z.object({ state: z.literal('empty'), id: RunId }),
]);
export type RunAnswer = z.infer<typeof RunAnswer>;
type Ready = Extract<RunAnswer, { state: 'ready' }>;

const Head = z.object({ columns: z.array(z.enum(STEP_COLUMNS)), runs: z.array(RunAnswer) });

/** Lowest, highest and mean value of the points of each row. */
export interface Extent {
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly mean: Float32Array;
}

/** A stretch of a run's series. Row `i` stands for the points from `step[i]` to before `step[i + 1]`; ascending. */
export interface SeriesRows {
  readonly step: Float64Array;
  /** Time trained up to and with the first point of a row, milliseconds. */
  readonly wall: Float64Array;
  readonly columns: ReadonlyMap<string, Extent>;
}

export interface RunNumbers {
  readonly rows: SeriesRows;
  /** `epochs[epoch * EPOCH_COLUMNS.length + column]`. */
  readonly epochs: Float64Array;
}

/** Room for the numbers of a run; they are views into `bytes`, which goes into the answer. */
export function makeRunNumbers(
  { rows, epochs }: Pick<Ready, 'rows' | 'epochs'>,
  columns: readonly string[],
): RunNumbers & { bytes: Uint8Array<ArrayBuffer> } {
  const bytes = new Uint8Array(numbersBytes({ rows, epochs }, columns));
  return { bytes, ...viewNumbers(bytes.buffer, 0, { rows, epochs }, columns) };
}

/** An answer as bytes: the length of its head, the head as JSON padded to a multiple of 8, then the numbers of each run that is ready. */
export function writeSeriesAnswer(
  columns: readonly (typeof STEP_COLUMNS)[number][],
  runs: readonly RunAnswer[],
  numbers: readonly Uint8Array<ArrayBuffer>[],
): Uint8Array<ArrayBuffer>[] {
  const head = new TextEncoder().encode(JSON.stringify({ columns, runs }));
  const padded = new Uint8Array(8 + Math.ceil(head.length / 8) * 8);
  new DataView(padded.buffer).setUint32(0, head.length, true);
  padded.set(head, 8);
  return [padded, ...numbers];
}

/** The answer's runs in the order asked for, with the numbers of those that are ready. Throws on bytes that are no answer. */
export function readSeriesAnswer(buffer: ArrayBuffer): { answer: RunAnswer; numbers: RunNumbers | null }[] {
  const length = new DataView(buffer).getUint32(0, true);
  const { columns, runs } = Head.parse(
    JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length))),
  );
  let offset = 8 + Math.ceil(length / 8) * 8;
  return runs.map((answer) => {
    if (answer.state !== 'ready') return { answer, numbers: null };
    const numbers = viewNumbers(buffer, offset, answer, columns);
    offset += numbersBytes(answer, columns);
    return { answer, numbers };
  });
}

function numbersBytes({ rows, epochs }: Pick<Ready, 'rows' | 'epochs'>, columns: readonly string[]): number {
  return 8 * (2 * rows + epochs * EPOCH_COLUMNS.length) + Math.ceil((12 * rows * columns.length) / 8) * 8;
}

function viewNumbers(
  buffer: ArrayBuffer,
  offset: number,
  { rows, epochs }: Pick<Ready, 'rows' | 'epochs'>,
  columns: readonly string[],
): RunNumbers {
  const epochsAt = offset + 16 * rows;
  const valuesAt = epochsAt + 8 * epochs * EPOCH_COLUMNS.length;
  const values = (place: number) => new Float32Array(buffer, valuesAt + 4 * rows * place, rows);
  return {
    rows: {
      step: new Float64Array(buffer, offset, rows),
      wall: new Float64Array(buffer, offset + 8 * rows, rows),
      columns: new Map(
        columns.map((column, place) => [
          column,
          { low: values(3 * place), high: values(3 * place + 1), mean: values(3 * place + 2) },
        ]),
      ),
    },
    epochs: new Float64Array(buffer, epochsAt, epochs * EPOCH_COLUMNS.length),
  };
}
