import { z } from 'zod';
import { RunId } from '../ids.ts';
import { STEP_COLUMNS } from './row-layout.ts';
import { SeriesAxis } from './series-request.ts';

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

/**
 * What is said of each run: its numbers follow (`ready`), some steps are being added to its series (`pending`: ask again), it has to be made first
 * (`unprepared`: see `series.prepare`), or why there is none.
 */
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
  z.object({ state: z.enum(['pending', 'unprepared']), id: RunId }),
  z.object({ state: z.literal('failed'), id: RunId, message: z.string() }),
  /** No step was trained, or there is no such run. */
  z.object({ state: z.literal('empty'), id: RunId }),
]);
export type RunAnswer = z.infer<typeof RunAnswer>;
type Ready = Extract<RunAnswer, { state: 'ready' }>;

/** Which numbers the runs of an answer have. */
const Numbers = z.object({ axis: SeriesAxis, columns: z.array(z.enum(STEP_COLUMNS)) });
type Numbers = z.infer<typeof Numbers>;

const Head = Numbers.extend({ runs: z.array(RunAnswer) });

/** Lowest, highest and mean value of the points of each row. */
export interface Extent {
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly mean: Float32Array;
}

/** A stretch of a run's series. Row `i` stands for the points from `step[i]` to before `step[i + 1]`; ascending. */
export interface SeriesRows {
  readonly step: Float64Array;
  /** Time trained up to and with the first point of a row, milliseconds; null where the axis does not ask for it. */
  readonly wall: Float64Array | null;
  readonly columns: ReadonlyMap<string, Extent>;
}

export interface RunNumbers {
  readonly rows: SeriesRows;
  /** `epochs[epoch * EPOCH_COLUMNS.length + column]`. */
  readonly epochs: Float64Array;
}

/** Room for the numbers of a run; they are views into `bytes`, which goes into the answer. */
export function makeRunNumbers(
  counts: Pick<Ready, 'rows' | 'epochs'>,
  kinds: Numbers,
): RunNumbers & { bytes: Uint8Array<ArrayBuffer> } {
  const bytes = new Uint8Array(numbersBytes(counts, kinds));
  return { bytes, ...viewNumbers(bytes.buffer, 0, counts, kinds) };
}

/** An answer as bytes: the length of its head, the head as JSON padded to a multiple of 8, then the numbers of each run that is ready. */
export function writeSeriesAnswer(
  { axis, columns }: Numbers,
  runs: readonly RunAnswer[],
  numbers: readonly Uint8Array<ArrayBuffer>[],
): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify({ axis, columns, runs }));
  const headBytes = 8 + Math.ceil(head.length / 8) * 8;
  const bytes = new Uint8Array(numbers.reduce((sum, { length }) => sum + length, headBytes));
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 8);
  let offset = headBytes;
  for (const part of numbers) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** The answer's runs in the order asked for, with the numbers of those that are ready. Throws on bytes that are no answer. */
export function readSeriesAnswer(buffer: ArrayBuffer): { answer: RunAnswer; numbers: RunNumbers | null }[] {
  const length = new DataView(buffer).getUint32(0, true);
  const { runs, ...kinds } = Head.parse(
    JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length))),
  );
  let offset = 8 + Math.ceil(length / 8) * 8;
  return runs.map((answer) => {
    if (answer.state !== 'ready') return { answer, numbers: null };
    const numbers = viewNumbers(buffer, offset, answer, kinds);
    offset += numbersBytes(answer, kinds);
    return { answer, numbers };
  });
}

function numbersBytes({ rows, epochs }: Pick<Ready, 'rows' | 'epochs'>, { axis, columns }: Numbers): number {
  const wholes = (axis === 'wall' ? 2 : 1) * rows + epochs * EPOCH_COLUMNS.length;
  return 8 * wholes + Math.ceil((12 * rows * columns.length) / 8) * 8;
}

function viewNumbers(
  buffer: ArrayBuffer,
  offset: number,
  { rows, epochs }: Pick<Ready, 'rows' | 'epochs'>,
  { axis, columns }: Numbers,
): RunNumbers {
  const hasWall = axis === 'wall';
  const epochsAt = offset + 8 * (hasWall ? 2 : 1) * rows;
  const valuesAt = epochsAt + 8 * epochs * EPOCH_COLUMNS.length;
  const values = (place: number) => new Float32Array(buffer, valuesAt + 4 * rows * place, rows);
  return {
    rows: {
      step: new Float64Array(buffer, offset, rows),
      wall: hasWall ? new Float64Array(buffer, offset + 8 * rows, rows) : null,
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
