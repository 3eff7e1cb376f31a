import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../../src-shared/ids.ts';
import type { StepColumn } from '../../../../src-shared/series/row-layout.ts';
import {
  type RunAnswer,
  type RunNumbers,
  readSeriesAnswer,
} from '../../../../src-shared/series/series-answer.ts';
import { RUNS_AT_ONCE, type SeriesRequest, seriesUrl } from '../../../../src-shared/series/series-request.ts';
import { fetchBytes } from '../../../client/fetch-bytes.ts';
import { isActive } from '../../../state/queries.ts';
import { createStore } from '../../../state/store.ts';
import { type ChartAxis, seriesAxis, unitOf } from './chart-axis.ts';
import type { Zoom } from './chart-settings.ts';
import { SeriesPreparation } from './series-preparation.ts';

/** What the charts show of the series. */
export interface SeriesWish {
  readonly runs: readonly Run[];
  readonly axis: ChartAxis;
  readonly logarithmic: boolean;
  /** Null: everything. */
  readonly zoom: Zoom | null;
  readonly columns: readonly StepColumn[];
}

/** Numbers of a run that has some. */
export interface Loaded extends RunNumbers {
  readonly answer: Extract<RunAnswer, { state: 'ready' }>;
  /** What was asked for, in units of the rows: steps or milliseconds. */
  readonly range: Stretch;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Which series are still to be made, and what could not be had. */
export interface SeriesStatus {
  /** They are there in a moment. */
  readonly pending: ReadonlySet<RunId>;
  readonly unprepared: ReadonlySet<RunId>;
  readonly failures: ReadonlyMap<RunId, string>;
  /** The request itself failed. */
  readonly failure: unknown;
  /** Whether the last wish has been answered wholly. */
  readonly isComplete: boolean;
}

type Wanted = readonly { readonly run: Run; readonly zoom: Zoom | null }[];

/** How often runs that train are asked for anew. (Where some are pending, the server takes its time.) */
const AGAIN_MS = 1_000;
/** Share of the picture's width that is loaded beyond its ends: on the left for smoothing, on the right for a step aside. */
const MARGIN = { left: 0.25, right: 0.1 };
/** Widths are rounded up to multiples of this, so that a window that is pulled wider does not ask at every pixel. */
const WIDTH_STEP = 64;

/**
 * The numbers behind the charts, outside React: of each run an overview, and of the stretch that is zoomed to, as many rows as the picture
 * has pixels. Listeners are told when something came.
 */
export class SeriesSource {
  readonly status = createStore<SeriesStatus>({
    pending: new Set(),
    unprepared: new Set(),
    failures: new Map(),
    failure: null,
    isComplete: false,
  });
  readonly preparation = new SeriesPreparation({
    onRun: (word) => {
      if (word.type === 'failed') this.#fail(word.runId, word.message);
      else this.#arrived.add(word.runId);
      if (this.status.get().isComplete) this.#askAgain();
    },
    onEnd: () => this.#askAgain(),
  });
  readonly #overviews = new Map<RunId, Loaded>();
  readonly #details = new Map<RunId, Loaded>();
  readonly #arrived = new Set<RunId>();
  readonly #listeners = new Set<() => void>();
  #wish: SeriesWish | null = null;
  #width = 0;
  #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What there is of a run: the stretch that is looked at where it is there, else all of it, coarser. */
  of(run: Run): Loaded | null {
    const detail = this.#details.get(run.id);
    if (detail && this.#wish?.zoom && holds(detail.range, stretchOf(run, this.#wish.zoom, this.#wish.axis))) {
      return detail;
    }
    return this.overview(run.id);
  }

  overview(id: RunId): Loaded | null {
    return this.#overviews.get(id) ?? null;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Charts are so wide (device pixels) that they need as many rows. */
  widen(pixels: number): void {
    const width = WIDTH_STEP * Math.ceil(pixels / WIDTH_STEP);
    if (width <= this.#width) return;
    this.#width = width;
    if (this.#wish) this.#askFor(this.#wish.runs, this.#wish);
  }

  /** Loads what is wished for and not there yet, as soon as the charts' width is known. */
  load(wish: SeriesWish): void {
    const before = this.#wish;
    this.#wish = wish;
    if (before && needsOtherRows(wish, before)) this.#overviews.clear();
    if (before && (needsOtherRows(wish, before) || wish.axis !== before.axis)) this.#details.clear();
    if (before && !isSameRuns(wish, before)) this.#forgetUnprepared(wish);
    this.#tell();
    if (this.#width === 0) return;
    this.#askFor(
      wish.runs.filter(({ id }) => !this.#overviews.has(id)),
      wish,
    );
  }

  /** Takes notice of how far the runs are now; their order and number are those of the wish. */
  renew(runs: readonly Run[]): void {
    if (!this.#wish) return;
    this.#wish = { ...this.#wish, runs };
    if (this.status.get().isComplete) this.#askAgain();
  }

  /** Has the series made that are not there yet, after that was stopped or failed. */
  prepare(): void {
    void this.preparation.start(this.status.get().unprepared);
  }

  close(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.preparation.abandon();
  }

  /** Asks for overviews of these runs, and for the stretch that is looked at. */
  #askFor(runs: readonly Run[], { zoom, runs: all }: SeriesWish): void {
    const overviews = runs.map((run) => ({ run, zoom: null }));
    void this.#ask([...overviews, ...(zoom ? all.map((run) => ({ run, zoom })) : [])]);
  }

  async #ask(wanted: Wanted): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#change({ isComplete: false });
    try {
      for (const zoomed of [false, true]) {
        const runs = wanted.filter(({ zoom }) => (zoom !== null) === zoomed);
        for (let start = 0; start < runs.length; start += RUNS_AT_ONCE) {
          await this.#fetch(runs.slice(start, start + RUNS_AT_ONCE), signal);
        }
      }
      this.#change({ failure: null, isComplete: true });
      this.#tell();
    } catch (error) {
      if (signal.aborted) return;
      this.#change({ failure: error });
    }
    const { unprepared } = this.status.get();
    if (unprepared.size > 0 && this.preparation.isIdle) this.prepare();
    this.#askAgain();
  }

  async #fetch(wanted: Wanted, signal: AbortSignal): Promise<void> {
    const wish = this.#wish;
    if (!wish || wanted.length === 0) return;
    const isDetail = wanted[0]?.zoom != null;
    const ranges = wanted.map(({ run, zoom }) => rangeOf(run, zoom, wish.axis));
    const request: SeriesRequest = {
      axis: seriesAxis(wish.axis),
      rows: Math.ceil(this.#width * (isDetail ? 1 + MARGIN.left + MARGIN.right : 1)),
      logarithmic: wish.logarithmic,
      columns: [...wish.columns],
      epochs: !isDetail,
      runs: wanted.map(({ run }, index) => ({ id: run.id, ...(ranges[index] ?? ALL) })),
    };
    const answers = readSeriesAnswer(await fetchBytes(seriesUrl(request), signal));
    const pending = new Set(this.status.get().pending);
    const unprepared = new Set(this.status.get().unprepared);
    const failures = new Map(this.status.get().failures);
    const into = isDetail ? this.#details : this.#overviews;
    for (const [index, { answer, numbers }] of answers.entries()) {
      pending.delete(answer.id);
      unprepared.delete(answer.id);
      failures.delete(answer.id);
      this.#arrived.delete(answer.id);
      if (answer.state === 'pending') pending.add(answer.id);
      if (answer.state === 'unprepared') unprepared.add(answer.id);
      if (answer.state === 'failed') failures.set(answer.id, answer.message);
      if (answer.state !== 'ready' || !numbers) continue;
      into.set(answer.id, { answer, ...numbers, range: ranges[index] ?? ALL });
    }
    this.#change({ pending, unprepared, failures });
    this.#tell();
  }

  /** Runs that train have more by now, and series that were being made may be there. */
  #askAgain(): void {
    const wish = this.#wish;
    if (!wish) return;
    clearTimeout(this.#timer);
    const { pending, unprepared } = this.status.get();
    const isBehind = (run: Run) => run.steps > (this.#overviews.get(run.id)?.answer.lastStep ?? run.steps);
    const isSoon = ({ id }: Run) => pending.has(id) || this.#arrived.has(id);
    const isMade = ({ id }: Run) => unprepared.has(id) && this.preparation.isIdle;
    const runs = wish.runs.filter((run) => isActive(run) || isBehind(run) || isSoon(run) || isMade(run));
    if (runs.length === 0) return;
    this.#timer = setTimeout(() => this.#askFor(runs, { ...wish, runs }), runs.some(isSoon) ? 0 : AGAIN_MS);
  }

  /** What is being made may be of runs that are not compared any more. */
  #forgetUnprepared({ runs }: SeriesWish): void {
    const { unprepared } = this.status.get();
    const left = runs.filter(({ id }) => unprepared.has(id)).map(({ id }) => id);
    this.preparation.abandon();
    this.#arrived.clear();
    this.#change({ unprepared: new Set(left) });
  }

  #fail(id: RunId, message: string): void {
    const { unprepared, failures } = this.status.get();
    const left = new Set(unprepared);
    left.delete(id);
    this.#change({ unprepared: left, failures: new Map(failures).set(id, message) });
  }

  #change(change: Partial<SeriesStatus>): void {
    this.status.set({ ...this.status.get(), ...change });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const ALL: Stretch = { from: -Infinity, to: Infinity };

/** A stretch of the axis in units of the run's rows. */
function stretchOf(run: Run, { from, to }: Zoom, axis: ChartAxis): Stretch {
  const unit = unitOf(axis, run);
  return { from: from / unit, to: to / unit };
}

function rangeOf(run: Run, zoom: Zoom | null, axis: ChartAxis): Stretch {
  if (!zoom) return ALL;
  const width = zoom.to - zoom.from;
  const from = Math.max(0, zoom.from - MARGIN.left * width);
  return stretchOf(run, { from, to: zoom.to + MARGIN.right * width }, axis);
}

function holds(whole: Stretch, part: Stretch): boolean {
  return whole.from <= part.from && whole.to >= part.to;
}

/** Whether the rows of the wish before do not serve this one. */
function needsOtherRows(wish: SeriesWish, before: SeriesWish): boolean {
  return (
    seriesAxis(wish.axis) !== seriesAxis(before.axis) ||
    wish.logarithmic !== before.logarithmic ||
    wish.columns.some((column) => !before.columns.includes(column))
  );
}

function isSameRuns(wish: SeriesWish, before: SeriesWish): boolean {
  return wish.runs.map(({ id }) => id).join() === before.runs.map(({ id }) => id).join();
}
